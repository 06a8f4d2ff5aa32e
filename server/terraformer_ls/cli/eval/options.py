"""The options that every benchmark of models takes."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from terraformer_ls.cli.target import fail
from terraformer_ls.learn.benchmarks.asking import Decoding
from terraformer_ls.learn.benchmarks.contestants import (
    REFERENCE,
    Contestant,
    UnknownContestant,
    contestant_from,
)
from terraformer_ls.learn.benchmarks.run import Entry

_Command = TypeVar("_Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Options:
    """What the options say, but for who takes part.

    Attributes:
        models: as named, `NAME=SPEC` or `SPEC`.
        model_name: which of a server's models.
        references: whether the data's own answers take part.
        decoding: how models decode.
        both: whether models decode with the constraint as well as without.
        at: each k of pass@k.
        limit: questions at most.
        workers: processes that verify.
        parallel: questions under way at a time.
        results: where results are kept, None is nowhere.
        picture: where a picture goes, None is nowhere.
        output_format: json or markdown.
    """

    models: tuple[str, ...]
    model_name: str
    references: bool
    decoding: Decoding
    both: bool
    at: tuple[int, ...]
    limit: int | None
    workers: int
    parallel: int
    results: Path | None
    picture: Path | None
    output_format: str

    def entries(self) -> list[Entry]:
        """Who takes part, references first; ends the command where a name means nothing."""
        named = [*([REFERENCE] if self.references else []), *self.models]
        contestants = contestants_named(named or ["embedded"], self.model_name)
        found: list[Entry] = []
        for contestant in contestants:
            if contestant.model is None:
                plain = replace(self.decoding, samples=1, repairs=0, constrained=False)
                found.append(Entry(contestant, plain))
                continue
            found.append(Entry(contestant, self.decoding))
            if self.both and not contestant.can_be_held:
                fail(f"{contestant.name} can't be constrained: a server decodes as it likes")
            if self.both:
                found.append(Entry(contestant, replace(self.decoding, constrained=True)))
        return found


def contestants_named(named: Sequence[str], model_name: str) -> list[Contestant]:
    """Those who take part; ends the command where a name means nothing or stands twice."""
    found: list[Contestant] = []
    for each in named:
        try:
            contestant = contestant_from(each, model_name)
        except UnknownContestant as error:
            fail(str(error))
        if contestant.name in [other.name for other in found]:
            fail(f"two models are called {contestant.name}; name them apart: NAME=MODEL")
        found.append(contestant)
    return found


def model_options(command: _Command) -> _Command:
    """Add the options; `options_from` reads them."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def options_from(values: dict[str, Any]) -> Options:
    """The options that `model_options` added, from the command's parameters."""
    k: int = values["k"]
    temperature: float | None = values["temperature"]
    if temperature is None:
        temperature = 0.0 if k == 1 else 0.8
    if k > 1 and temperature == 0.0:
        fail("several answers to the same question need a temperature above 0")
    return Options(
        models=values["models"],
        model_name=values["model_name"],
        references=values["references"],
        decoding=Decoding(
            temperature=temperature,
            top_p=values["top_p"],
            max_tokens=values["max_tokens"],
            seconds=values["seconds"],
            samples=k,
            repairs=values["repair"],
            seed=values["seed"],
        ),
        both=values["constrained"],
        at=(1, k) if k > 1 else (),
        limit=values["limit"],
        workers=values["workers"],
        parallel=values["parallel"],
        results=values["results"],
        picture=values["picture"],
        output_format=values["output_format"],
    )


def _cores() -> int:
    return min(os.cpu_count() or 1, 8)


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--model",
        "models",
        multiple=True,
        metavar="[NAME=]MODEL",
        help="Who answers: embedded, embedded:base, embedded:ADAPTER, torch:ADAPTER (many "
        "questions at once), a folder, a hub id, a .gguf, the URL of an OpenAI-compatible server, "
        "reference or empty; repeatable. The embedded model if none.",
    ),
    click.option("--model-name", default="", help="Which of a server's models; its first if not."),
    click.option("--references", is_flag=True, help="Judge the data's own answers, too."),
    click.option("--k", default=1, show_default=True, type=click.IntRange(1), help="For pass@k."),
    click.option("--temperature", type=click.FloatRange(0), help="0, or 0.8 where k is above 1."),
    click.option("--top-p", default=1.0, show_default=True, type=click.FloatRange(0, 1)),
    click.option("--max-tokens", default=700, show_default=True, type=click.IntRange(1)),
    click.option("--seconds", default=120.0, show_default=True, help="For one answer."),
    click.option("--constrained", is_flag=True, help="Decode under the schema's constraint, too."),
    click.option(
        "--repair",
        default=0,
        type=click.IntRange(0, 10),
        metavar="ROUNDS",
        help="Give what the verifier says back to the model this often; shown beside the first "
        "answers.",
    ),
    click.option("--limit", type=click.IntRange(1), help="Ask only so many, drawn by the seed."),
    click.option("--seed", default=0, show_default=True),
    click.option("--workers", default=_cores, type=click.IntRange(1), help="Verifying processes."),
    click.option("--parallel", default=4, show_default=True, type=click.IntRange(1)),
    click.option(
        "--results",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Keep each answer here (JSON lines); a run that was stopped goes on from it.",
    ),
    click.option("--picture", type=click.Path(path_type=Path, dir_okay=False)),
    click.option(
        "--format",
        "output_format",
        type=click.Choice(["json", "markdown"]),
        default="markdown",
        show_default=True,
    ),
)
