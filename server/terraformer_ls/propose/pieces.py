"""A file as a row of pieces, one a block, that can be replaced, taken out and added.

All pieces and what follows the last one, put together, are the file, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.schema.reading import read_block

_COMMENT_LINE = re.compile(r"(?:#|//).*\n|/\*[^\n]*\*/[ \t]*\n")
_TRAILING_COMMENTS = re.compile(r"(?:\r?\n(?:[ \t]*|(?:#|//)[^\n]*))+\Z")
_STRAY_LINE = re.compile(r"^[ \t]*(?!#|//|/\*)[^\s].*$", re.MULTILINE)
_NAMED_BY_ARGUMENT = {"provider": "alias", "moved": "from", "removed": "from", "import": "to"}
_RESOURCES = ("resource", "data", "module")
_TYPED = ("resource", "data", "ephemeral", "provider")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with what belongs to it.

    Attributes:
        gap: what stands before it and belongs to nothing.
        lead: the comment lines right above it.
        body: the block as written.
        rest: what follows it in its last line.
        address: what names it in its file; that of Terraform where it has one.
        type: the block's type, and that of the resource if it is one.
        names: what it declares, if it is a `locals` block.
    """

    gap: str
    lead: str
    body: str
    rest: str
    address: str
    type: tuple[str, ...]
    names: frozenset[str] = frozenset()

    def is_same_block(self, other: Piece) -> bool:
        """Whether they are two states of one block."""
        return bool(self.names & other.names) if self.names else self.address == other.address

    def may_stand_for(self, other: Piece) -> bool:
        """Whether one may take the place of the other: one resource renamed, or its type."""
        name, other_name = self.address.rpartition(".")[2], other.address.rpartition(".")[2]
        return self.type == other.type or (self.type[0] == other.type[0] and name == other_name)


def pieces_of(text: str) -> tuple[list[Piece], str]:
    """The pieces of a file, and what follows the last one; of a broken file too."""
    document = Document(text.encode("utf-8", "surrogateescape"))
    pieces: list[Piece] = []
    at = 0
    for block in top_level_blocks(document):
        start, end = block.span.start, block.span.end
        body = _decoded(document, start, end)
        if document.root.has_error:
            # A block that is never closed reaches to the next one; comments in between are not its.
            body = _TRAILING_COMMENTS.sub("", body)
            end = start + len(body.encode("utf-8", "surrogateescape"))
        line_end = _end_of_line(document, end)
        rest = _decoded(document, end, line_end)
        if rest.strip() and not rest.lstrip().startswith(("#", "//", "/*")):
            rest, line_end = "", end
        above = _decoded(document, at, start)
        if pieces and document.root.has_error:
            pieces[-1], above = _with_stray_text(pieces[-1], above)
        lead = _lead(above)
        pieces.append(
            Piece(
                gap=above[: len(above) - len(lead)],
                lead=lead,
                body=body,
                rest=rest,
                address=_address(document, block),
                type=(block.type, *block.labels[: block.type in _TYPED]),
                names=_local_names(block),
            )
        )
        at = line_end
    tail = _decoded(document, at, len(document.text))
    if pieces and document.root.has_error:
        pieces[-1], tail = _with_stray_text(pieces[-1], tail)
    return pieces, tail


def _with_stray_text(piece: Piece, following: str) -> tuple[Piece, str]:
    """A piece with what follows it and is neither a comment nor a block: a brace too many, say."""
    end = max((found.end() for found in _STRAY_LINE.finditer(following)), default=0)
    if not end:
        return piece, following
    return replace(piece, body=piece.body + piece.rest + following[:end], rest=""), following[end:]


def joined(
    kept: Sequence[Piece | None],
    pieces: Sequence[Piece],
    tail: str,
    added: Sequence[Piece],
    newline: str,
) -> str:
    """The file of `pieces` as it is now: `kept` has what stands in each place, None for nothing.

    `added` are new blocks, each put after the last one that it has to do with.
    """
    now: list[Piece] = []
    orphaned = ""
    for piece, old in zip(kept, pieces, strict=True):
        if piece is None:
            # What stood before a block that goes stays only where it says something.
            orphaned += old.gap if old.gap.strip() else ""
        elif orphaned:
            now.append(replace(piece, gap=orphaned.rstrip() + newline * 2))
            orphaned = ""
        else:
            gap = piece.gap if now or piece.gap.strip() else ""
            now.append(replace(piece, gap=gap))
    tail = orphaned.rstrip() + tail if orphaned else tail
    for piece in added:
        at = _place_for(piece, now)
        gap = newline * 2 if at else ""
        if not at and now and not now[0].gap.strip():
            now[0] = replace(now[0], gap=newline * 2)
        now.insert(at, replace(piece, gap=gap))
    text = "".join(piece.gap + piece.lead + piece.body + piece.rest for piece in now) + tail
    return text if text.endswith("\n") or not added else text + newline


def _place_for(piece: Piece, now: Sequence[Piece]) -> int:
    """Where a new block goes: after what it refers to, else after its like, else at the end."""
    kind = piece.type[0]
    reading = read_block(piece.body.encode("utf-8", "replace"))
    if kind in (*_RESOURCES, "moved") and reading is not None:
        referred = {reference.names(2) for reference in reading.references}
        related = [
            number
            for number, other in enumerate(now)
            if other.type[0] in _RESOURCES
            and (
                tuple(other.address.split(".")) in referred
                or (kind == "moved" and f"to = {other.address}" in " ".join(piece.body.split()))
            )
        ]
        if related:
            return related[-1] + 1
    alike = _RESOURCES if kind in _RESOURCES else (kind,)
    return max((n + 1 for n, other in enumerate(now) if other.type[0] in alike), default=len(now))


def _lead(above: str) -> str:
    """The comment lines at the end of a text, with no empty line among them."""
    lines = above.splitlines(keepends=True)
    count = 0
    while count < len(lines) and _COMMENT_LINE.fullmatch(lines[-1 - count].replace("\r\n", "\n")):
        count += 1
    return "".join(lines[len(lines) - count :])


def _address(document: Document, block: Block) -> str:
    """What names a block in a file, also one that Terraform gives no address."""
    argument = block.attribute(_NAMED_BY_ARGUMENT.get(block.type, ""))
    if argument is None:
        return block.address
    value = _decoded(document, argument.value_span.start, argument.value_span.end)
    return f"{block.address}.{''.join(value.split())}".replace('"', "")


def _local_names(block: Block) -> frozenset[str]:
    if block.type != "locals":
        return frozenset()
    return frozenset(attribute.name for attribute in block.attributes)


def _end_of_line(document: Document, offset: int) -> int:
    end = document.text.find(b"\n", offset)
    end = len(document.text) if end < 0 else end
    return end - 1 if end > offset and document.text[end - 1 : end] == b"\r" else end


def _decoded(document: Document, start: int, end: int) -> str:
    return document.text[start:end].decode("utf-8", "surrogateescape")
