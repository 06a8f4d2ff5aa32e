"""Ghost text: what may stand at the cursor, verified by the stages that are fast enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.model.protocol import ModelUnavailable, Sampling
from terraformer_ls.model.window import nearest_before
from terraformer_ls.propose.accept import new_finding
from terraformer_ls.propose.cut import cut, shorter
from terraformer_ls.propose.evidence import gather
from terraformer_ls.propose.proposal import Candidate, Evidence
from terraformer_ls.propose.recipes.required_argument import required_argument
from terraformer_ls.propose.recipes.similar_block import similar_block
from terraformer_ls.propose.verified import CHEAP_STAGES
from terraformer_ls.verify.report import Report
from terraformer_ls.workspace.snapshot import Snapshot

_PREFIX_CHARACTERS = 3_000
"""About 1,000 tokens of what stands before the cursor."""

_SUFFIX_BYTES = 1_000
_LONGEST_RIGHT = 8
"""Characters right of the cursor, on its line, beyond which nothing is offered unasked."""


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


def complete(
    engine: Engine,
    snapshot: Snapshot,
    path: str,
    offset: int,
    *,
    candidates: int = 1,
    cancellation: Cancellation | None = None,
) -> tuple[Completion, ...]:
    """Verified completions at a byte offset of a file, at most `candidates`, the best first.

    Text is offered only if no finding of the cheap stages is new with it, compared to the file as
    it is and to the file without the line being typed: half a line may keep the stages from seeing
    what the rest of its block lacks, which no completion of the line is to blame for.
    """
    cancellation = cancellation or Cancellation()
    document = snapshot.files.get(path)
    if document is None or not _worth_asking(document, offset):
        return ()
    before = engine.verify(snapshot, stages=CHEAP_STAGES, cancellation=cancellation)
    found: dict[str, Completion] = {}
    for texts in _continuations(engine, document, snapshot, path, offset, candidates, cancellation):
        completion = _first_verified(engine, (snapshot, before), path, offset, texts, cancellation)
        if completion is not None:
            found.setdefault(completion.text, completion)
        if len(found) >= candidates:
            break
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Continuation:
    """One idea, as texts to try in turn: the whole, then ever shorter beginnings."""

    texts: tuple[str, ...]
    made_by: str


def _continuations(
    engine: Engine,
    document: Document,
    snapshot: Snapshot,
    path: str,
    offset: int,
    candidates: int,
    cancellation: Cancellation,
) -> Iterator[_Continuation]:
    for recipe in (required_argument, similar_block):
        for text in recipe(snapshot, path, offset):
            yield _Continuation((text,), "recipe")
    if engine.model is None:
        return
    prefix = nearest_before(document.text[:offset].decode("utf-8", "ignore"), _PREFIX_CHARACTERS)
    suffix = document.text[offset : offset + _SUFFIX_BYTES].decode("utf-8", "ignore")
    single_line = bool(prefix.rpartition("\n")[2].strip()) and not prefix.rstrip(" ").endswith("{")
    sampling = Sampling(
        max_tokens=32 if single_line else 96,
        temperature=0.0 if candidates == 1 else 0.7,
        top_p=0.95,
        stop=("\n",) if single_line else ("\n}", "\n\n\n"),
        candidates=candidates,
        deadline=0.6 if candidates == 1 else 3.0,
    )
    try:
        answers = engine.model.infill(prefix, suffix, sampling, cancellation)
    except ModelUnavailable as error:
        engine.notice(str(error))
        return
    for answer in answers:
        text = cut(answer.text, suffix=suffix, single_line=single_line, finished=answer.finished)
        if text:
            yield _Continuation(tuple(shorter(text)), engine.model.name)


def _first_verified(
    engine: Engine,
    before: tuple[Snapshot, Report],
    path: str,
    offset: int,
    continuation: _Continuation,
    cancellation: Cancellation,
) -> Completion | None:
    snapshot, report = before
    span = Span(offset, offset)
    for text in _distinct(continuation.texts):
        edit = TextEdit(span, text)
        candidate = Candidate("Complete", {path: (edit,)}, continuation.made_by)
        changed = snapshot.with_document(path, snapshot.files[path].edited(edit))
        after = engine.verify(changed, stages=CHEAP_STAGES, cancellation=cancellation)
        if new_finding(report, after) is None or (
            new_finding(report, after, _without_line(engine, snapshot, path, offset, cancellation))
            is None
        ):
            evidence = gather(candidate, before, (changed, after))
            return Completion(text, span, evidence)
    return None


def _distinct(texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text.strip()]


def _without_line(
    engine: Engine, snapshot: Snapshot, path: str, offset: int, cancellation: Cancellation
) -> Report:
    """What the cheap stages say without the cursor's line. Asking again costs nothing."""
    document = snapshot.files[path]
    line = document.lines.line_span(document.lines.line_of(offset))
    emptied = snapshot.with_document(path, document.edited(TextEdit(line, "")))
    return engine.verify(emptied, stages=CHEAP_STAGES, cancellation=cancellation)


def _worth_asking(document: Document, offset: int) -> bool:
    """Not in the middle of a line, and not in a comment."""
    if not 0 <= offset <= len(document.text):
        return False
    line = document.lines.line_span(document.lines.line_of(offset))
    right = document.text[offset : line.end].strip()
    left = document.text[line.start : offset].lstrip()
    return len(right) <= _LONGEST_RIGHT and not left.startswith((b"#", b"//"))
