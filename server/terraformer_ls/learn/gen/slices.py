"""Smaller configurations inside larger ones: some resources with all that they need."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import lru_cache

from terraformer_ls.learn.gen.module_text import ModuleText, Piece, joined
from terraformer_ls.schema.symbols import Address

GROUND = re.compile(r"_(?:resource_group|iam_role|virtual_network|vpc|network|project)$")
"""What other resources stand on, and nobody asks for alone as often as it is there."""

_WITHOUT_GROUND = 0.9
_SET_UP = ("terraform", "provider", "moved", "import", "removed", "check")


def slice_of(text: str, largest: int, chance: random.Random) -> str | None:
    """A resource, what it needs, and some of what belongs to it, in the order of the text.

    Args:
        text: a configuration.
        largest: characters that the slice may have.
        chance: which resource and what goes with it.

    Returns:
        The slice, None where no resource with its needs fits.
    """
    pieces = _pieces(text)
    by_address = {address: piece for piece in pieces for address in piece.declares}
    starts = [piece for piece in pieces if piece.is_resource]
    chance.shuffle(starts)
    if chance.random() < _WITHOUT_GROUND:
        starts.sort(key=lambda piece: GROUND.search(piece.block.labels[0]) is not None)
    for start in starts[:4]:
        chosen = _with_needs([start], by_address)
        if _length(chosen) > largest:
            continue
        chosen = _with_dependents(chosen, pieces, by_address, largest, chance)
        return joined(piece for piece in pieces if piece in chosen)
    return None


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[Piece, ...]:
    """The blocks of a text; the same texts are taken apart again and again."""
    return ModuleText(text).pieces


def _with_dependents(
    chosen: list[Piece],
    pieces: Sequence[Piece],
    by_address: dict[Address, Piece],
    largest: int,
    chance: random.Random,
) -> list[Piece]:
    """What is chosen and, as far as there is room, what refers to it."""
    candidates = [piece for piece in pieces if piece.block.type not in _SET_UP]
    chance.shuffle(candidates)
    for piece in candidates:
        declared = {address for one in chosen for address in one.declares}
        if piece in chosen or not piece.needs & declared:
            continue
        if piece.block.type == "output" and chance.random() < 0.6:
            continue
        larger = _with_needs([*chosen, piece], by_address)
        if _length(larger) <= largest and chance.random() < 0.8:
            chosen = larger
    return chosen


def _with_needs(wanted: list[Piece], by_address: dict[Address, Piece]) -> list[Piece]:
    chosen: list[Piece] = []
    pending = list(wanted)
    while pending:
        piece = pending.pop()
        if piece in chosen:
            continue
        chosen.append(piece)
        pending.extend(by_address[need] for need in piece.needs if need in by_address)
    return chosen


def _length(pieces: list[Piece]) -> int:
    return sum(len(piece.text) + 2 for piece in pieces)
