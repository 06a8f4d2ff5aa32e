"""From words to a configuration: candidates from the model and the library, verified and ranked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.document import Document
from terraformer_ls.model import asked_in
from terraformer_ls.model.protocol import Answer, ModelUnavailable, Sampling
from terraformer_ls.propose.adapt.asked_values import (
    asked_names,
    provider_of_words,
    with_asked_values,
    without_values,
)
from terraformer_ls.propose.adapt.given_arguments import with_given_arguments
from terraformer_ls.propose.answered import share_answered
from terraformer_ls.propose.answered_block import whole_hcl_of
from terraformer_ls.propose.asked import Asked, asked_for
from terraformer_ls.propose.constraint.configuration import ConfigurationConstraint
from terraformer_ls.propose.digest import digests
from terraformer_ls.propose.evidence import gather
from terraformer_ls.propose.examples import Example, nearest_examples
from terraformer_ls.propose.proposal import Candidate, Evidence
from terraformer_ls.propose.type_names import resource_types_in
from terraformer_ls.verify.findings import Severity, Stage
from terraformer_ls.verify.report import Report, Status
from terraformer_ls.workspace.snapshot import Snapshot

FILE = "main.tf"
"""The file that a generated configuration is verified as."""

_EXAMPLES = 3
"""How many examples are tried, the nearest first."""

_MOSTLY = 0.75
"""The part of a request's words that an example answers to whose types a model is held to."""

_FILLER = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be by can create for from generate give has have i in into is it its "
        "make me my need new of on one or please set should some that the this to two up us use "
        "using want we which will with would write called named keep kept about",
    )
)


@dataclass(frozen=True, slots=True)
class Generated:
    """A configuration made from words.

    Attributes:
        text: the configuration.
        origin: where it comes from: the model's name, or the library's example.
        unmet: words of the request that nothing in the configuration answers to.
        evidence: what was checked.
        report: what every stage says about it.
    """

    text: str
    origin: str
    unmet: tuple[str, ...]
    evidence: Evidence
    report: Report


def generate(
    engine: Engine,
    words: str,
    *,
    cancellation: Cancellation | None = None,
    on_progress: Callable[[str], None] | None = None,
) -> Generated | None:
    """The best verified configuration for a request in words, or None if none holds.

    A candidate that fails `syntax`, `schema`, `validate` or `plan` is dropped. What remains is
    ranked by what it is worth (`worth`); of equals the model's comes first, then what the library's
    search thinks fits best.

    Args:
        engine: what verifies and what writes.
        words: the request.
        cancellation: stops verification and decoding.
        on_progress: told what is being done.
    """
    cancellation = cancellation or Cancellation()
    say = on_progress or _nothing
    say("looking for similar examples")
    best: tuple[float, Generated] | None = None
    for draft in drafts(engine, words, cancellation, say):
        say(f"verifying {draft.origin}")
        generated = _first_verified(engine, words, draft, cancellation)
        if generated is None:
            continue
        share = worth(words, generated.text, generated.unmet)
        if share > (best[0] if best is not None else 0.0):
            best = (share, generated)
        if share == 1.0:
            break
    return best[1] if best is not None else None


@dataclass(frozen=True, slots=True)
class Written:
    """A text nobody has verified yet.

    Attributes:
        texts: the draft in the forms to try in turn: with the request's values, then as it was.
        origin: where it comes from, for people.
        made_by: "recipe" or the model's name.
        answers: what else it is known to be about.
    """

    texts: tuple[str, ...]
    origin: str
    made_by: str
    answers: str = ""


def drafts(
    engine: Engine,
    words: str,
    cancellation: Cancellation,
    say: Callable[[str], None],
    provider: str = "",
    *,
    use_model: bool = True,
) -> Iterator[Written]:
    """What the model writes for a request, then the nearest examples with the request's values.

    What the model did not finish comes last: of equals a whole one is worth more.
    Examples are of the `provider` (as the library calls it) where the words name no other.
    """
    examples = _examples(words, provider)
    seen: set[tuple[str, ...]] = set()
    unfinished: list[Written] = []
    if engine.model is not None and use_model:
        name = engine.model.name
        say(f"asking {name}")
        shots = [(example.words[0], example.text) for example in examples[:1]]
        asked = asked_for(words, examples, lambda example: _answers(example, words))
        constraint = ConfigurationConstraint(
            Snapshot(Path("/generated"), {}),
            FILE,
            asked,
            opening=asked_in.opening(engine.model),
        )
        sampling = Sampling(max_tokens=500, temperature=0.0, deadline=12.0, constraint=constraint)
        try:
            schema = digests(words) if asked_in.reads_schema(engine.model) else ()
            messages = asked_in.generation(engine.model, words, shots, schema)
            answers = engine.model.chat(messages, sampling, cancellation)
        except ModelUnavailable as error:
            engine.notice(str(error))
        else:
            for answer in answers:
                draft = _written_by(name, answer, asked, examples)
                if draft is None or draft.texts in seen:
                    continue
                seen.add(draft.texts)
                if answer.finished:
                    yield draft
                else:
                    unfinished.append(draft)
    for example in examples:
        origin = f"the library's example {example.name}"
        adapted = with_asked_values(example.text, words)
        given = with_given_arguments(adapted, words)
        about = " ".join((example.sentence, *example.words))
        texts = dict.fromkeys((given, adapted, example.text))
        yield Written(tuple(texts), origin, "recipe", about)
    yield from unfinished


def _written_by(
    name: str, answer: Answer, asked: Asked, examples: Sequence[Example]
) -> Written | None:
    """What a model wrote that is no example's; None if there is nothing.

    What was cut off counts up to its last whole block, if all types that were asked for are there:
    a model held to the schema could have ended it then. The rest is judged as of any draft.
    """
    text = whole_hcl_of(answer).strip()
    if not text:
        return None
    said = text.split()  # models lay out differently what they copy
    known = [example.text.split() for example in examples]
    if answer.finished:
        return Written((f"{text}\n",), name, name) if said not in known else None
    # The start of an example says less than the example, whose turn comes anyway.
    is_start = any(other[: len(said)] == said for other in known)
    there = resource_types_in(text)
    is_whole = asked.types.keys() <= there and not any(map(there.isdisjoint, asked.choices))
    if is_start or not is_whole:
        return None
    return Written((f"{text}\n",), f"{name}, cut off after its last whole block", name)


def _examples(words: str, provider: str) -> tuple[Example, ...]:
    """The examples nearest to what is asked for; of the provider that is meant, if it has any."""
    found = nearest_examples(without_values(words), 24)
    provider = provider_of_words(words) or provider
    named = tuple(example for example in found if example.name.startswith(f"{provider}/"))
    return (named or found)[:_EXAMPLES]


def _answers(example: Example, words: str) -> bool:
    """Whether an example is about most of what a request asks for."""
    about = " ".join((example.text, example.sentence, *example.words))
    return share_met(words, unmet_words(words, about)) >= _MOSTLY


def worth(words: str, text: str, unmet: tuple[str, ...]) -> float:
    """How much of a request a text answers to, from 0 to 1.

    Half of it is the share of the request's words, half of what they ask for by name.
    """
    return (share_met(words, unmet) + share_answered(asked_for(words), text)) / 2


def share_met(words: str, unmet: tuple[str, ...]) -> float:
    """The part of a request's words that something answers to."""
    asked = _asked(words)
    return 1.0 - len(set(unmet) & set(asked)) / max(len(asked), 1)


def unmet_words(words: str, about: str) -> tuple[str, ...]:
    """The words and names of a request that nothing in a text answers to."""
    lowered = about.lower()
    named = [name for name in asked_names(words) if name.lower() not in lowered]
    return (*(word for word in _asked(words) if _stem(word) not in lowered), *named)


def _first_verified(
    engine: Engine, words: str, draft: Written, cancellation: Cancellation
) -> Generated | None:
    verified = (_verified(engine, words, draft, text, cancellation) for text in draft.texts)
    return next((generated for generated in verified if generated is not None), None)


def _verified(
    engine: Engine, words: str, draft: Written, text: str, cancellation: Cancellation
) -> Generated | None:
    """The draft with its evidence, or None where a stage other than policy finds fault with it."""
    text = text.strip() + "\n"
    empty = Snapshot(Path("/generated"), {FILE: Document(b"")})
    changed = empty.with_text(FILE, text.encode("utf-8", errors="replace"))
    report = engine.verify(changed, cancellation=cancellation)
    for result in report.results:
        if result.status is Status.FAILED and result.stage is not Stage.POLICY:
            return None
    if any(finding.severity is Severity.ERROR for finding in report.findings):
        return None
    candidate = Candidate("Generate", {FILE: ()}, draft.made_by)
    evidence = gather(candidate, (empty, Report(())), (changed, report))
    unmet = unmet_words(words, f"{text} {draft.answers}")
    return Generated(text, draft.origin, unmet, evidence, report)


def _asked(words: str) -> list[str]:
    """The words of a request that a configuration could answer to, each once."""
    found = re.findall(r"[a-z0-9][a-z0-9-]*", without_values(words).lower())
    return [word for word in dict.fromkeys(found) if word not in _FILLER and len(word) > 1]


def _stem(word: str) -> str:
    """A crude stem: enough to see "buckets" in `aws_s3_bucket` and "encrypted" in `encryption`."""
    for ending in ("ing", "ion", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _nothing(_: str) -> None:
    return None
