"""The options of benchmarks that measure the product and not a model alone, and their engines."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from terraformer_ls.cli.eval.options import contestants_named
from terraformer_ls.cli.target import fail
from terraformer_ls.engine import Engine
from terraformer_ls.learn.benchmarks import report
from terraformer_ls.learn.benchmarks.asking import Decoding
from terraformer_ls.learn.benchmarks.contestants import EMPTY, REFERENCE, Contestant
from terraformer_ls.learn.benchmarks.results import ResultFile
from terraformer_ls.learn.benchmarks.run import Entry
from terraformer_ls.learn.benchmarks.table import Table
from terraformer_ls.settings import Settings

OFF = "off"
"""Names the product without a model."""

_Command = TypeVar("_Command", bound=Callable[..., Any])


def product_options(command: _Command) -> _Command:
    """Add the options that say which models the product uses and where the figures go."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def product_entries(models: tuple[str, ...], model_name: str) -> list[Entry]:
    """The product with each of the models; ends the command where a name means nothing."""
    named = [name for name in models or ("embedded",) if name != OFF]
    contestants = contestants_named(named, model_name)
    if any(contestant.spec in (REFERENCE, EMPTY) for contestant in contestants):
        fail(f"the product can't use {REFERENCE} or {EMPTY}: they are no models")
    if OFF in models:
        contestants.insert(0, Contestant("no model", OFF, None))
    return [Entry(contestant, Decoding()) for contestant in contestants]


def engine_of(entry: Entry) -> Engine:
    """TerraFormer with the model of an entry."""
    engine = Engine(Settings(model=OFF))
    engine.model = entry.contestant.model
    return engine


@contextmanager
def kept_results(path: Path | None) -> Generator[ResultFile]:
    """The results so far; Ctrl-C and a file that can't be written end the command."""
    try:
        with ResultFile(path) as results:
            yield results
    except KeyboardInterrupt:
        click.secho("stopped" + (f"; what was done is in {path}" if path else ""), err=True)
        sys.exit(130)
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}")


def print_table(table: Table, output_format: str, more: Mapping[str, object]) -> None:
    """The table in the format that was asked for."""
    if output_format == "json":
        click.echo(json.dumps({**report.as_json(table), **more}, indent=2))
    else:
        click.echo(report.as_markdown(table), nl=False)


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--model",
        "models",
        multiple=True,
        metavar="[NAME=]MODEL",
        help="The model that TerraFormer uses, as in its settings, or `off`; repeatable.",
    ),
    click.option("--model-name", default="", help="Which of a server's models; its first if not."),
    click.option("--seed", default=0, show_default=True),
    click.option(
        "--results",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Keep each result here (JSON lines); a run that was stopped goes on from it.",
    ),
    click.option(
        "--format",
        "output_format",
        type=click.Choice(["json", "markdown"]),
        default="markdown",
        show_default=True,
    ),
)
