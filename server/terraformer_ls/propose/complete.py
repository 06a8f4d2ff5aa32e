"""Ghost text: what may stand at the cursor, verified by the stages that are fast enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.model.protocol import (
    Answer,
    Constraint,
    LanguageModel,
    ModelUnavailable,
    Sampling,
)
from terraformer_ls.propose.accept import new_finding
from terraformer_ls.propose.constraint.cursor import constraint_at
from terraformer_ls.propose.context import context_for
from terraformer_ls.propose.evidence import gather
from terraformer_ls.propose.ghost.filters import filtered, shorter
from terraformer_ls.propose.ghost.filters.draft import Draft
from terraformer_ls.propose.ghost.gap import Extent, Gap, gap_at
from terraformer_ls.propose.ghost.prompt import prompt_for, sampling_for
from terraformer_ls.propose.proposal import Candidate, Evidence
from terraformer_ls.propose.recipes.required_argument import required_argument
from terraformer_ls.propose.recipes.similar_block import similar_block
from terraformer_ls.propose.verified import CHEAP_STAGES
from terraformer_ls.verify.report import Report
from terraformer_ls.workspace.snapshot import Snapshot

_READING_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Completion:
    """Text to show at the cursor.

    Attributes:
        text: what is inserted.
        span: what it replaces, on the cursor's line: usually empty, at the cursor.
        evidence: what was checked.
    """

    text: str
    span: Span
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Manner:
    """How to complete.

    Attributes:
        candidates: how many completions to look for.
        seconds: the longest that the model may take for each time that it is asked.
        next_line: the cursor's line counts as finished, whatever its end looks like.
        recipes: whether recipes are asked before the model.
        constrained: whether the schema's constraint holds the model back while it writes.
        elsewhere: whether the model is reached over a network: what it writes can be held to the
            constraint only afterwards, so it had better not write much.
    """

    candidates: int = 1
    seconds: float = 0.55
    next_line: bool = False
    recipes: bool = True
    constrained: bool = True
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Idea:
    """Something that could stand at the cursor, not verified yet.

    Attributes:
        texts: the whole, then ever shorter ones, to be tried in turn.
        made_by: as in `Candidate`.
    """

    texts: tuple[str, ...]
    made_by: str


def complete(
    engine: Engine,
    snapshot: Snapshot,
    path: str,
    offset: int,
    manner: Manner | None = None,
    cancellation: Cancellation | None = None,
) -> tuple[Completion, ...]:
    """Verified completions at a byte offset of a file, the best first.

    Text is offered only if no finding of the cheap stages is new with it, compared to the file as
    it is and to the file without the line being typed: half a line may keep the stages from seeing
    what the rest of its block lacks, which no completion of the line is to blame for.
    """
    manner = manner or Manner()
    cancellation = cancellation or Cancellation()
    before: tuple[Snapshot, Report] | None = None
    found: dict[str, Completion] = {}
    for idea in ideas(engine, snapshot, path, offset, manner, cancellation):
        if before is None:
            report = engine.verify(snapshot, stages=CHEAP_STAGES, cancellation=cancellation)
            before = (snapshot, report)
        completion = _first_verified(engine, before, path, offset, idea, cancellation)
        if completion is not None:
            found.setdefault(completion.text, completion)
        if len(found) >= manner.candidates:
            break
    return tuple(found.values())


def ideas(
    engine: Engine,
    snapshot: Snapshot,
    path: str,
    offset: int,
    manner: Manner,
    cancellation: Cancellation,
) -> Iterator[Idea]:
    """What could stand at the cursor, the best first: nothing of it has been verified.

    At the end of a finished line that is the next one.
    """
    document = snapshot.files.get(path)
    gap = gap_at(document, offset) if document is not None else None
    if document is None or gap is None:
        return
    lead = ""
    if gap.line_is_done or (manner.next_line and gap.nesting.depth and not gap.right.strip()):
        lead = gap.newline + gap.indentation
        document = document.edited(TextEdit(Span(offset, offset), lead))
        snapshot, offset = snapshot.with_document(path, document), offset + len(lead)
        gap = gap_at(document, offset)
        if gap is None:
            return
    if manner.recipes:
        for recipe in (required_argument, similar_block):
            for text in recipe(snapshot, path, offset):
                yield Idea((lead + text,), "recipe")
    if engine.model is None:
        return
    try:
        context = _context(engine.model, snapshot, path, offset)
        whole_block = gap.extent is Extent.BODY
        constraint = (
            constraint_at(snapshot, path, offset, whole_block=whole_block)
            if manner.constrained
            else None
        )
        for answer in _answers(engine.model, gap, context, manner, constraint, cancellation):
            texts = shorter(filtered(Draft(answer.text, answer.finished), gap), gap)
            written = tuple(lead + text.replace("\n", gap.newline) for text in texts)
            if written:
                yield Idea(written, engine.model.name)
    except ModelUnavailable as error:
        engine.notice(str(error))


def read_ahead(
    engine: Engine, snapshot: Snapshot, path: str, offset: int, cancellation: Cancellation
) -> None:
    """Have the model read what it would be given at an offset, so that it answers sooner there.

    Raises:
        ModelUnavailable: it can't answer.
    """
    document = snapshot.files.get(path)
    gap = gap_at(document, offset) if document is not None else None
    if engine.model is None or gap is None:
        return
    prompt = prompt_for(gap, _context(engine.model, snapshot, path, offset))
    only_read = Sampling(max_tokens=1, deadline=_READING_SECONDS)
    engine.model.infill(prompt.prefix, prompt.suffix, only_read, cancellation)


def _context(model: LanguageModel, snapshot: Snapshot, path: str, offset: int) -> str:
    return context_for(snapshot, path, offset) if model.reads_context else ""


def _answers(
    model: LanguageModel,
    gap: Gap,
    context: str,
    manner: Manner,
    constraint: Constraint | None,
    cancellation: Cancellation,
) -> Iterator[Answer]:
    """The model's likeliest answer, and others if several are wanted.

    It is asked for those only if the first is not enough: the prompt has been read by then.
    """
    prompt = prompt_for(gap, context)
    lines = constraint is not None and not manner.elsewhere
    sampling = replace(sampling_for(gap, manner.seconds, lines=lines), constraint=constraint)
    yield from model.infill(prompt.prefix, prompt.suffix, sampling, cancellation)
    if manner.candidates > 1:
        others = sampling_for(gap, manner.seconds, manner.candidates, lines=lines)
        others = replace(others, constraint=constraint)
        yield from model.infill(prompt.prefix, prompt.suffix, others, cancellation)


def _first_verified(
    engine: Engine,
    before: tuple[Snapshot, Report],
    path: str,
    offset: int,
    idea: Idea,
    cancellation: Cancellation,
) -> Completion | None:
    snapshot, report = before
    span = Span(offset, offset)
    for text in idea.texts:
        edit = TextEdit(span, text)
        candidate = Candidate("Complete", {path: (edit,)}, idea.made_by)
        changed = snapshot.with_document(path, snapshot.files[path].edited(edit))
        after = engine.verify(changed, stages=CHEAP_STAGES, cancellation=cancellation)
        if new_finding(report, after) is None or (
            new_finding(report, after, _without_line(engine, snapshot, path, offset, cancellation))
            is None
        ):
            evidence = gather(candidate, before, (changed, after))
            return Completion(text, span, evidence)
    return None


def _without_line(
    engine: Engine, snapshot: Snapshot, path: str, offset: int, cancellation: Cancellation
) -> Report:
    """What the cheap stages say without the cursor's line. Asking again costs nothing."""
    document = snapshot.files[path]
    line = document.lines.line_span(document.lines.line_of(offset))
    emptied = snapshot.with_document(path, document.edited(TextEdit(line, "")))
    return engine.verify(emptied, stages=CHEAP_STAGES, cancellation=cancellation)
