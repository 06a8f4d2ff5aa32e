"""A short configuration out of a long one: some resources with all that they refer to.

Models of the size that is trained here see a thousand characters at a time, so most material is cut
to that. What is cut out is in the order of the whole and stands by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.learn.mutn.configuration import Configuration
from terraformer_ls.learn.records import Split

LONGEST = 1_300
"""Characters that a configuration to change may have."""


def excerpt(text: str, random: Random, longest: int = LONGEST) -> str | None:
    """The whole where it is short enough, else some of its resources; None if none fit."""
    if len(text) <= longest and random.random() < 0.8:
        return text
    document = Document(text.encode())
    whole = Configuration(text, "", "", Split.TRAIN)
    blocks = {b.address: b for b in top_level_blocks(document) if b.type not in _NOT_NEEDED}
    needs = _needs(whole, blocks)
    resources = [b.address for b in whole.resources if b.address in blocks]
    random.shuffle(resources)
    aim = random.uniform(0.3, 1.0) * longest
    chosen: set[str] = set()
    for address in resources:
        more = chosen | _closure(address, needs)
        if _size(more, blocks) <= (aim if chosen else longest):
            chosen = more
    if not chosen:
        return None
    for address, block in blocks.items():
        if block.type == "output" and needs[address] <= chosen and random.random() < 0.5:
            with_output = chosen | {address}
            chosen = with_output if _size(with_output, blocks) <= longest else chosen
    kept = [document.slice(b.node) for a, b in blocks.items() if a in chosen]
    return "\n\n".join(kept) + "\n"


_NOT_NEEDED = ("terraform", "provider", "moved", "import", "removed", "check")


def _needs(whole: Configuration, blocks: Mapping[str, Block]) -> dict[str, set[str]]:
    """For each block the addresses of those that it refers to; of a local, its whole block."""
    found: dict[str, set[str]] = {address: set() for address in blocks}
    for block, reference, _ in whole.references():
        if block.address not in blocks:
            continue
        names = reference.names(3)
        wanted = ".".join(names[: 3 if names[0] == "data" else 2])
        wanted = "locals" if wanted.startswith("local.") else wanted
        if wanted in blocks and wanted != block.address:
            found[block.address].add(wanted)
    return found


def _closure(address: str, needs: Mapping[str, set[str]]) -> set[str]:
    found, waiting = {address}, [address]
    while waiting:
        for needed in needs[waiting.pop()] - found:
            found.add(needed)
            waiting.append(needed)
    return found


def _size(addresses: set[str], blocks: Mapping[str, Block]) -> int:
    return sum(blocks[a].span.end - blocks[a].span.start + 2 for a in addresses)
