"""Go to definition, find references, rename."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from terraformer_ls.editor.symbol import Occurrence, occurrences, symbol_at
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.symbols import modules_of
from terraformer_ls.workspace.snapshot import Snapshot

_NAME = re.compile(r"[A-Za-z_][\w-]*")


@dataclass(frozen=True, slots=True)
class Renamable:
    """What a rename at the cursor would change."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something can't be renamed, in one sentence."""

    reason: str


def definitions(snapshot: Snapshot, path: str, offset: int) -> tuple[Occurrence, ...]:
    """Where the symbol under the cursor is declared; several where an override replaces parts."""
    found = symbol_at(snapshot, path, offset)
    if found is None:
        return ()
    return tuple(place for place in occurrences(snapshot, found.symbol) if place.declares)


def references(
    snapshot: Snapshot, path: str, offset: int, *, with_declaration: bool = True
) -> tuple[Occurrence, ...]:
    """Every place that names the symbol under the cursor."""
    found = symbol_at(snapshot, path, offset)
    if found is None:
        return ()
    return tuple(
        place
        for place in occurrences(snapshot, found.symbol)
        if with_declaration or not place.declares
    )


def renamable(snapshot: Snapshot, path: str, offset: int) -> Renamable | None:
    """The name under the cursor, if it is one that this workspace declares."""
    found = symbol_at(snapshot, path, offset)
    if found is None or not definitions(snapshot, path, offset):
        return None
    return Renamable(found.symbol.name, found.span)


def rename(
    snapshot: Snapshot, path: str, offset: int, name: str
) -> Mapping[str, tuple[TextEdit, ...]] | Refused:
    """The edits, by file, that give the symbol under the cursor another name everywhere."""
    found = symbol_at(snapshot, path, offset)
    if found is None or not definitions(snapshot, path, offset):
        return Refused("There is nothing to rename here")
    if _NAME.fullmatch(name) is None:
        return Refused(f"`{name}` is no name: use letters, digits, `_` and `-`")
    symbol = found.symbol
    module = modules_of(snapshot)[symbol.folder]
    if module.broken:
        return Refused("The module has a syntax error, so not every use could be found")
    if module.declares((*symbol.address[:-1], name)):
        return Refused(f"`{'.'.join((*symbol.address[:-1], name))}` exists already")
    edits: dict[str, list[TextEdit]] = defaultdict(list)
    for place in occurrences(snapshot, symbol):
        edits[place.file].append(TextEdit(place.span, name))
    return {file: tuple(sorted(set(changes))) for file, changes in edits.items()}
