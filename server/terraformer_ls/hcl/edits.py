"""Text edits: the only form in which anything here proposes a change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from terraformer_ls.hcl.positions import Span


@dataclass(frozen=True, order=True, slots=True)
class TextEdit:
    """Replace the bytes of `span` by `new_text`; an empty span inserts."""

    span: Span
    new_text: str


class OverlappingEditsError(ValueError):
    """Two edits of one text touch the same bytes."""


def apply_edits(text: bytes, edits: Iterable[TextEdit]) -> bytes:
    """The text after all edits, whose spans are those of the text before any of them.

    Insertions at one place keep the order in which they were given.

    Raises:
        OverlappingEditsError: two edits touch the same bytes.
    """
    parts: list[bytes] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
        if edit.span.start < at:
            raise OverlappingEditsError(f"edits overlap at byte {edit.span.start}")
        parts.append(text[at : edit.span.start])
        parts.append(edit.new_text.encode("utf-8"))
        at = edit.span.end
    parts.append(text[at:])
    return b"".join(parts)


def minimal_edit(before: bytes, after: bytes) -> TextEdit | None:
    """The smallest single edit that turns one text into the other; None if they are equal.

    The edit never cuts a UTF-8 character in two.
    """
    if before == after:
        return None
    limit = min(len(before), len(after))
    prefix = 0
    while prefix < limit and before[prefix] == after[prefix]:
        prefix += 1
    while prefix and _inside_character(before, prefix, after):
        prefix -= 1
    suffix = 0
    while suffix < limit - prefix and before[-1 - suffix] == after[-1 - suffix]:
        suffix += 1
    while suffix and _continues(before[len(before) - suffix]):
        suffix -= 1
    return TextEdit(
        Span(prefix, len(before) - suffix),
        after[prefix : len(after) - suffix].decode("utf-8", errors="surrogateescape"),
    )


def line_edits(before: bytes, after: bytes) -> tuple[TextEdit, ...]:
    """Edits of whole lines that turn one text into the other, one for each place that differs.

    Many small edits instead of one large one, so that a reader can judge each and a cursor between
    them stays where it is. A last line without its end is replaced as a line of its own.
    """
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    return tuple(
        TextEdit(
            Span(starts[old_start], starts[old_end]),
            b"".join(new[new_start:new_end]).decode("utf-8", errors="surrogateescape"),
        )
        for tag, old_start, old_end, new_start, new_end in SequenceMatcher(
            None, old, new, autojunk=False
        ).get_opcodes()
        if tag != "equal"
    )


def _continues(byte: int) -> bool:
    return byte & 0xC0 == 0x80


def _inside_character(before: bytes, at: int, after: bytes) -> bool:
    return any(at < len(text) and _continues(text[at]) for text in (before, after))
