"""Scenarios: several small configurations in one, wired to one another.

A variable that asks for what another part makes (`kms_key_arn`, `subnet_ids`) becomes a reference
to it; variables of one name become one; labels that clash are told apart.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from terraformer_ls.hcl.format import formatted
from terraformer_ls.learn.gen.module_text import ModuleText, Piece, joined
from terraformer_ls.schema.choose import Catalogue
from terraformer_ls.schema.model import BlockKind, BlockSchema
from terraformer_ls.schema.packs import open_file
from terraformer_ls.schema.reading import Reference
from terraformer_ls.schema.symbols import Address, PlacedBlock

_SUFFIX = re.compile(r"(?P<kind>\w+?)_(?P<suffix>ids|id|arns|arn|names|name|url|self_link)$")
_OTHER_NAMES = {"vpc_network": "network", "key": "kms_key", "role": "iam_role", "lb": "alb"}


def combined(parts: Sequence[str], chance: random.Random) -> str:
    """One configuration of several, wired where one asks for what another makes."""
    taken: set[Address] = set()
    pieces: list[Piece] = []
    for part in parts:
        apart = ModuleText(_told_apart(part, taken, chance))
        for piece in apart.pieces:
            # Of variables, outputs and locals that are named alike the first one stays.
            if piece.declares and piece.declares <= taken:
                continue
            taken |= piece.declares
            pieces.append(piece)
    pieces.sort(key=lambda piece: piece.block.type == "variable")
    text = wired(_in_one_group(joined(pieces)))
    return formatted(text.encode()).decode()


def _in_one_group(text: str) -> str:
    """The text with everything in the first of its Azure resource groups."""
    module = ModuleText(text)
    groups = [
        piece
        for piece in module.pieces
        if piece.is_resource and piece.block.labels[0] == "azurerm_resource_group"
    ]
    if len(groups) < 2:
        return text
    others = {piece.block.labels for piece in groups[1:]}
    label = groups[0].block.labels[1]
    # Not renamed where they are declared: those blocks go.
    kept = ModuleText(joined(piece for piece in module.pieces if piece not in groups[1:]))

    def change(_: PlacedBlock, reference: Reference) -> str | None:
        names = reference.names(3)
        return f"{names[0]}.{label}.{names[2]}" if names[:2] in others and names[2:] else None

    return kept.replaced(change)


def _told_apart(part: str, taken: set[Address], chance: random.Random) -> str:
    """A part whose resources are called as no other part's are."""
    module = ModuleText(part)
    names: dict[Address, str] = {}
    for piece in module.pieces:
        for address in piece.declares & taken:
            if address[0] not in ("var", "local", "output"):
                names[address] = f"{address[-1]}_{chance.choice(('b', 'two', 'second', 'extra'))}"
    return module.renamed(names)


def wired(text: str) -> str:
    """The text with variables replaced by references to what the configuration makes itself."""
    module = ModuleText(text)
    makers = [piece.block for piece in module.pieces if piece.is_resource]
    replaced: dict[str, str] = {}
    for block in module.blocks:
        if block.type != "variable" or not block.labels:
            continue
        for maker in makers:
            if maker.attribute("count") or maker.attribute("for_each"):
                continue
            reference = _reference_for(block.labels[0], maker.labels[0], maker.address)
            if reference is not None and block.attribute("default") is None:
                replaced[block.labels[0]] = reference
                break
    if not replaced:
        return text

    def change(placed: PlacedBlock, reference: Reference) -> str | None:
        names = reference.names(2)
        if len(names) != 2 or names[0] != "var" or len(reference.parts) != 2:
            return None
        new = replaced.get(names[1])
        # What a resource is made with can't be itself.
        address = placed.reading.block.address
        return None if new is None or address in new else new

    made = ModuleText(module.replaced(change))
    still_used = {need for piece in made.pieces for need in piece.needs}
    return joined(
        piece
        for piece in made.pieces
        if piece.block.type != "variable"
        or piece.block.labels[0] not in replaced
        or piece.declares & still_used
    )


def _reference_for(variable: str, type_: str, address: str) -> str | None:
    """What of a resource a variable of this name asks for, None if nothing."""
    match = _SUFFIX.fullmatch(variable)
    if match is None:
        return None
    kind = match["kind"]
    kind = _OTHER_NAMES.get(kind, kind)
    if not type_.endswith(f"_{kind}"):
        return None
    suffix = match["suffix"]
    attribute = {"ids": "id", "arns": "arn", "names": "name"}.get(suffix, suffix)
    if not _has(type_, attribute):
        return None
    return f"[{address}.{attribute}]" if suffix.endswith("s") else f"{address}.{attribute}"


def wants(text: str) -> Iterator[str]:
    """The kinds of resource that a configuration's variables ask for: `kms_key`, `subnet`."""
    for block in ModuleText(text).blocks:
        if block.type == "variable" and block.labels and block.attribute("default") is None:
            match = _SUFFIX.fullmatch(block.labels[0])
            if match is not None:
                yield _OTHER_NAMES.get(match["kind"], match["kind"])


def _has(type_: str, attribute: str) -> bool:
    schema = _schema(type_)
    return schema is not None and attribute in schema.attributes


def _schema(type_: str) -> BlockSchema | None:
    packs = Catalogue().packs_of("hashicorp/" + type_.split("_", 1)[0])
    return open_file(packs[0][1]).block(BlockKind.RESOURCE, type_) if packs else None
