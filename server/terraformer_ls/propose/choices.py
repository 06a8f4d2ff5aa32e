"""Which fixes can be left out of many, and what the others come to without them.

Each fix was made on top of those before it. Here every line is traced to the fix that added or
removed it, so that one can be taken back from under the others. A fix needs an earlier one if it
changed a line of it, is inside of what it added, or refers to a block that it added. How lines are
laid out counts for nothing: moving the `=` of its neighbours binds no fix to theirs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate, groupby

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.edits import TextEdit, apply_edits
from terraformer_ls.hcl.format import formatted
from terraformer_ls.hcl.positions import Span
from terraformer_ls.propose.accept import new_finding, stage_lost
from terraformer_ls.propose.extent import Extent
from terraformer_ls.propose.fix_all import FixedAll, Step
from terraformer_ls.verify.findings import Severity
from terraformer_ls.workspace.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Choice:
    """A fix that is taken or left out.

    Attributes:
        number: which of the fixes it is.
        step: the fix.
        path: the file in which to look at it.
        line: where it begins there when everything is fixed, from 0.
    """

    number: int
    step: Step
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A line, and the numbers of the fixes that it came and went with.

    Attributes:
        text: as it was last laid out.
        original: as it was before the first fix, None if it was not there.
        added_by: the fix that added it.
        removed_by: the fix that removed it.
    """

    text: bytes
    original: bytes | None = None
    added_by: int | None = None
    removed_by: int | None = None


@dataclass(frozen=True, slots=True)
class _Traced:
    """The rows of every file that was changed, and the earlier fixes that each fix needs."""

    files: Mapping[str, list[_Row]]
    needed: tuple[frozenset[int], ...]


def choices_of(fixed: FixedAll) -> tuple[Choice, ...]:
    """The fixes that can be left out, in the order in which they stand."""
    files = _traced(fixed).files
    choices = (
        Choice(number, step, *_place(files, number, step))
        for number, step in enumerate(fixed.steps)
    )
    return tuple(sorted(choices, key=lambda choice: (choice.path, choice.line, choice.number)))


def fixed_with(
    engine: Engine,
    fixed: FixedAll,
    extent: Extent,
    taken: Iterable[Choice],
    *,
    cancellation: Cancellation | None = None,
) -> FixedAll | str:
    """What comes of the fixes that are taken alone, verified; a string says why it does not hold.

    A fix that needs one that is not taken is left out too.

    Args:
        engine: what verifies.
        fixed: all fixes.
        extent: whose findings they fixed.
        taken: some of its choices.
        cancellation: stops the verification.

    Raises:
        Cancelled: the cancellation was requested.
    """
    traced = _traced(fixed)
    numbers: set[int] = set()
    for number in sorted(choice.number for choice in taken):
        if traced.needed[number] <= numbers:
            numbers.add(number)
    if len(numbers) == len(fixed.steps):
        return fixed
    after = fixed.before
    for path, rows in traced.files.items():
        text = b"".join(_text_of(row) for row in rows if _is_there(row, numbers))
        before = fixed.before.files[path].text if path in fixed.before.files else b""
        if formatted(before) == before:
            text = formatted(text)
        if text != before:
            after = after.with_text(path, text)
    old = engine.verify(fixed.before, cancellation=cancellation)
    report = engine.verify(after, cancellation=cancellation)
    reason = new_finding(old, report) or stage_lost(old, report)
    if reason is not None:
        return reason
    left = tuple(
        finding
        for finding in report.findings
        if finding.severity is not Severity.HINT and extent.covers(after, finding)
    )
    steps = tuple(fixed.steps[number] for number in sorted(numbers))
    return FixedAll(fixed.before, after, report, steps, fixed.found, left)


def _is_there(row: _Row, numbers: Collection[int]) -> bool:
    added = row.added_by is None or row.added_by in numbers
    return added and row.removed_by not in numbers


def _text_of(row: _Row) -> bytes:
    """The author's own layout; a last line without an end may not be the last any more."""
    return row.original if row.original is not None and row.original.endswith(b"\n") else row.text


def _traced(fixed: FixedAll) -> _Traced:
    files: dict[str, list[_Row]] = {}
    needed: list[frozenset[int]] = []
    declared: dict[str, int] = {}
    for number, step in enumerate(fixed.steps):
        needs: set[int] = set()
        for path, edits in step.proposal.edits.items():
            text = step.before.files[path].text if path in step.before.files else b""
            rows = files.get(path, [_Row(line, line) for line in text.splitlines(keepends=True)])
            for first, end, lines in reversed(list(_regions(text, edits))):
                rows = _rewritten(rows, first, end, lines, number)
            files[path] = rows
            needs.update(_changed(rows, number))
            needs.update(_around(rows, number))
            needs.update(_referred_to(declared, rows, number))
        needed.append(frozenset(needs))
        declared.update(dict.fromkeys(_new_addresses(step), number))
    return _Traced(files, tuple(needed))


def _regions(text: bytes, edits: Iterable[TextEdit]) -> Iterator[tuple[int, int, list[bytes]]]:
    """The lines that edits touch: the first, the end, and what they become."""
    lines = text.splitlines(keepends=True)
    starts = list(accumulate(map(len, lines), initial=0))
    if lines and not text.endswith(b"\n"):
        starts.pop()  # there is no line behind the last one yet
    regions: list[tuple[int, int, list[TextEdit]]] = []
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
        first = bisect_right(starts, edit.span.start) - 1
        end = bisect_right(starts, edit.span.end)
        if regions and first < regions[-1][1]:
            start, until, together = regions.pop()
            regions.append((start, max(until, end), [*together, edit]))
        else:
            regions.append((first, end, [edit]))
    for first, end, together in regions:
        at = starts[first]
        part = text[at : starts[end] if end < len(starts) else len(text)]
        moved = [replace(edit, span=_moved(edit.span, -at)) for edit in together]
        yield first, end, apply_edits(part, moved).splitlines(keepends=True)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _rewritten(
    rows: list[_Row], first: int, end: int, lines: list[bytes], number: int
) -> list[_Row]:
    """The rows after a fix replaced those that were lines `first` to `end` when it was made."""
    shown = [at for at, row in enumerate(rows) if row.removed_by is None]
    old = [_words(rows[at].text) for at in shown[first:end]]
    matcher = SequenceMatcher(None, old, [_words(line) for line in lines], autojunk=False)
    result: list[_Row] = []
    done = 0
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        start = shown[first + i1] if first + i1 < len(shown) else len(rows)
        result += rows[done:start]
        done = shown[first + i2 - 1] + 1 if i2 > i1 else start
        new = iter(lines[j1:j2])
        for row in rows[start:done]:
            if row.removed_by is not None:
                result.append(row)
            elif tag == "equal":
                result.append(replace(row, text=next(new)))
            else:
                result.append(replace(row, removed_by=number))
        result += [_Row(line, added_by=number) for line in new]
    return [*result, *rows[done:]]


def _words(line: bytes) -> bytes:
    return b" ".join(line.split())


def _changed(rows: list[_Row], number: int) -> Iterator[int]:
    """The fixes whose lines a fix removed."""
    for row in rows:
        if row.removed_by == number and row.added_by is not None:
            yield row.added_by


def _around(rows: list[_Row], number: int) -> Iterator[int]:
    """The fixes that added the lines right before and right after what a fix added."""
    fixes = [fix for fix, _ in groupby(row.added_by for row in rows if row.removed_by is None)]
    for before, fix, after in zip(fixes, fixes[1:], fixes[2:], strict=False):
        if fix == number and before == after and before is not None:
            yield before


def _referred_to(declared: Mapping[str, int], rows: list[_Row], number: int) -> Iterator[int]:
    """The fixes that added a block which is named in what a fix added."""
    added = b"".join(row.text for row in rows if row.added_by == number).decode(errors="replace")
    for address, other in declared.items():
        if re.search(rf"(?<![\w.-]){re.escape(address)}(?![\w-])", added):
            yield other


def _new_addresses(step: Step) -> set[str]:
    after = step.before.with_edits(step.proposal.edits)

    def addresses(snapshot: Snapshot) -> set[str]:
        return {
            block.address
            for path in step.proposal.edits
            if path in snapshot.hcl_files
            for block in top_level_blocks(snapshot.files[path])
        }

    return addresses(after) - addresses(step.before)


def _place(files: Mapping[str, list[_Row]], number: int, step: Step) -> tuple[str, int]:
    """The file and line at which to look at a fix, where the finding was if that changed."""
    paths = sorted(step.proposal.edits, key=lambda path: (path != step.finding.file, path))
    for path in paths:
        line = 0
        for row in files[path]:
            if row.removed_by == number or (row.added_by == number and row.removed_by is None):
                return path, line
            line += row.removed_by is None
    return paths[0], 0
