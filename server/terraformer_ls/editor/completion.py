"""What may be typed at the cursor: block types, arguments, values, references.

Decided from the text before the cursor on its line and the body around it, so that it works while
the line is half typed. Required names come first; what is there already is not offered again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from terraformer_ls.editor.completion_item import Item, ItemKind
from terraformer_ls.editor.completion_names import body, labels, top_level
from terraformer_ls.editor.completion_values import PATH, values
from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.choose import Catalogue
from terraformer_ls.schema.lookup import Place, body_at
from terraformer_ls.workspace.snapshot import Snapshot

__all__ = ["Item", "ItemKind", "completions"]

_LABEL = re.compile(r'^\s*(resource|data|ephemeral|provider|backend|dynamic)\s+"([\w-]*)$')
_NAME = re.compile(r"^\s*([\w-]*)$")
_AWAITS_VALUE = re.compile(r"[=\[(,?:+*/&|<>{-]\s*$")
_MOST = 500


def completions(
    snapshot: Snapshot, path: str, offset: int, catalogue: Catalogue | None = None
) -> tuple[Item, ...]:
    """What may be typed at a byte offset, what is required first, then by name."""
    document = snapshot.hcl_files.get(path)
    if document is None or not path.endswith((".tf", ".tofu")):
        return ()
    line = document.lines.line_span(document.lines.line_of(offset))
    before = document.text[line.start : offset].decode("utf-8", errors="replace")
    place = body_at(_mended(snapshot, path, offset, before), path, offset, catalogue)
    if place is not None and not place.block.body.contains(offset):
        place = None
    found = _items(snapshot, path, offset, before, place, catalogue)
    ordered = sorted(found, key=lambda item: (not item.required, item.label))
    return tuple(ordered[:_MOST])


def _mended(snapshot: Snapshot, path: str, offset: int, before: str) -> Snapshot:
    """The snapshot with the half-typed word made harmless, so that the block around it parses.

    Nothing before the word moves.
    """
    text = snapshot.files[path].text
    label = _LABEL.match(before)
    if label is not None and label[1] in ("dynamic", "backend"):
        length = len(before.lstrip().encode())
        quote = 1 if text[offset : offset + 1] == b'"' else 0
        blank = b" " * (length + quote)
        return snapshot.with_text(path, text[: offset - length] + blank + text[offset + quote :])
    name = _NAME.match(before)
    if name is not None:
        length, harmless = len(name[1].encode()), b""
    else:
        match = PATH.search(before)
        length, harmless = len(match[1].encode()) if match is not None else 0, b"0"
        if not length and not _AWAITS_VALUE.search(before):
            return snapshot
    word = harmless.ljust(length)
    return snapshot.with_text(path, text[: offset - length] + word + text[offset:])


def _items(
    snapshot: Snapshot,
    path: str,
    offset: int,
    before: str,
    place: Place | None,
    catalogue: Catalogue | None,
) -> Iterator[Item]:
    label = _LABEL.match(before)
    if label is not None:
        span = Span(offset - len(label[2].encode()), offset)
        yield from labels(snapshot, path, label[1], label[2], span, place, catalogue)
        return
    name = _NAME.match(before)
    if name is not None and (place is None or not _in_value(place, offset, len(name[1]))):
        span = Span(offset - len(name[1].encode()), offset)
        yield from body(place, span) if place is not None else top_level(span)
        return
    if place is not None and not _in_plain_string(before):
        yield from values(place, offset, before)


def _in_value(place: Place, offset: int, typed: int) -> bool:
    """Whether the cursor is inside an argument's value that goes on over several lines."""
    return any(
        attribute.value_span.start < offset - typed and offset <= attribute.value_span.end
        for attribute in place.block.attributes
    )


def _in_plain_string(before: str) -> bool:
    """Whether the cursor is in quotes, outside of `${ }`."""
    inside = False
    depth = 0
    at = 0
    while at < len(before):
        character = before[at]
        if inside and before.startswith("${", at) and before[at - 1 : at] != "$":
            depth, inside, at = depth + 1, False, at + 1
        elif character == "\\" and inside:
            at += 1
        elif character == '"':
            inside = not inside
        elif character == "}" and depth and not inside:
            depth, inside = depth - 1, True
        elif character == "#" and not inside:
            return True
        at += 1
    return inside
