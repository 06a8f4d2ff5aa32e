"""A configuration as blocks with what they refer to, to take apart and to put together.

Knows HCL and addresses, no schema. Everything here gives new text; what it means is verified later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit, apply_edits
from terraformer_ls.learn.corpus.judge import snapshot_of
from terraformer_ls.learn.verified import FILE
from terraformer_ls.schema.reading import Reference
from terraformer_ls.schema.symbols import Address, Module, PlacedBlock, address_of, modules_of

_LENGTHS = {"var": 2, "local": 2, "module": 2, "data": 3}


@dataclass(frozen=True)
class Piece:
    """A top-level block.

    Attributes:
        block: its structure.
        text: the block with the comments right above it.
        declares: what others refer to it by; a `locals` block declares several.
        needs: what it refers to.
    """

    block: Block
    text: str
    declares: frozenset[Address]
    needs: frozenset[Address]

    @property
    def is_resource(self) -> bool:
        """Whether it is a managed resource."""
        return self.block.type == "resource"


class ModuleText:
    """One configuration, read once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._snapshot = snapshot_of(text)

    @property
    def document(self) -> Document:
        """The text with its tree."""
        return self._snapshot.files[FILE]

    @cached_property
    def module(self) -> Module | None:
        """Declarations and references; None where there is nothing."""
        return modules_of(self._snapshot).get(".")

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The top-level blocks in order."""
        return top_level_blocks(self.document)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The blocks with what they declare and need."""
        needs: dict[int, set[Address]] = {}
        for placed, reference in self.module.references() if self.module else ():
            address = address_in(reference)
            if address is not None:
                needs.setdefault(placed.start, set()).add(address)
        return tuple(
            Piece(
                block,
                self._text_of(block),
                frozenset(_declared(block)),
                frozenset(needs.get(block.span.start, ())),
            )
            for block in self.blocks
        )

    def renamed(self, names: Mapping[Address, str]) -> str:
        """The text with symbols renamed where they are declared and wherever they are used."""
        if self.module is None or not names:
            return self.text
        edits: set[TextEdit] = set()
        for address, declared in self.module.declarations.items():
            if address in names and address[0] != "local":
                for declaration in declared:
                    edits.add(TextEdit(declaration.name_in_file, f'"{names[address]}"'))
        for placed, reference in self.module.references():
            address = address_in(reference)
            if address is not None and address in names:
                edits.add(_renaming(placed, reference, len(address) - 1, names[address]))
        return apply_edits(self.document.text, edits).decode("utf-8", errors="replace")

    def replaced(self, change: Callable[[PlacedBlock, Reference], str | None]) -> str:
        """The text with whole references replaced by what `change` gives, None leaving them."""
        edits: list[TextEdit] = []
        for placed, reference in self.module.references() if self.module else ():
            new = change(placed, reference)
            if new is not None:
                edits.append(TextEdit(placed.span(reference.span), new))
        return apply_edits(self.document.text, edits).decode("utf-8", errors="replace")

    def _text_of(self, block: Block) -> str:
        data = self.document.text
        start = block.span.start
        while start > 0:
            above = data.rfind(b"\n", 0, start - 1) + 1
            if not data[above:start].lstrip().startswith((b"#", b"//")):
                break
            start = above
        return data[start : block.span.end].decode("utf-8", errors="replace")


def joined(pieces: Iterable[Piece | str]) -> str:
    """Blocks as one text, with an empty line between them."""
    texts = (piece if isinstance(piece, str) else piece.text for piece in pieces)
    return "\n\n".join(text.strip("\n") for text in texts) + "\n"


def address_in(reference: Reference) -> Address | None:
    """What a reference refers to; None for `each`, `path` and the like."""
    root = reference.parts[0].name
    if root in ("each", "count", "path", "self", "terraform"):
        return None
    names = reference.names(_LENGTHS.get(root, 2))
    return names if len(names) == _LENGTHS.get(root, 2) else None


def _declared(block: Block) -> list[Address]:
    if block.type == "locals":
        return [("local", attribute.name) for attribute in block.attributes]
    address = address_of(block.type, block.labels)
    return [address] if address is not None else []


def _renaming(placed: PlacedBlock, reference: Reference, part: int, name: str) -> TextEdit:
    return TextEdit(placed.span(reference.parts[part].span), name)
