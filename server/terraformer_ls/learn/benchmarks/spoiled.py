"""Configurations with something wrong, made from the library's, which have nothing wrong.

One change each, of the kind that people make: a line or a nested block left out, a flag turned
round, a name misspelt, a companion forgotten.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit, apply_edits
from terraformer_ls.hcl.rewrite import (
    remove_attribute,
    remove_block,
    rename_attribute,
    set_value,
)
from terraformer_ls.propose.examples import all_examples

_Item = TypeVar("_Item")
_Spoiler = Callable[[Document, random.Random], TextEdit | None]


def spoiled_texts(seed: int) -> Iterator[str]:
    """Examples in a drawn order, again and again, each with one thing wrong; never ends.

    The same for the same seed. Some turn out to have nothing wrong after all.
    """
    draw = random.Random(seed)
    examples = list(all_examples())
    while True:
        draw.shuffle(examples)
        for example in examples:
            document = Document(example.text.encode())
            edit = draw.choice(_SPOILERS)(document, draw)
            if edit is not None:
                yield apply_edits(document.text, [edit]).decode()


def _leave_out_argument(document: Document, draw: random.Random) -> TextEdit | None:
    chosen = _one_of(draw, _attributes(document))
    return remove_attribute(document, chosen) if chosen is not None else None


def _leave_out_nested_block(document: Document, draw: random.Random) -> TextEdit | None:
    nested = [block for resource in _resources(document) for block in resource.blocks]
    chosen = _one_of(draw, nested)
    return remove_block(document, chosen) if chosen is not None else None


def _leave_out_resource(document: Document, draw: random.Random) -> TextEdit | None:
    text = document.text.decode()
    chosen = _one_of(
        draw, [block for block in _resources(document) if text.count(f"{block.address}.") == 0]
    )
    return remove_block(document, chosen) if chosen is not None else None


def _turn_round(document: Document, draw: random.Random) -> TextEdit | None:
    opposite = {"true": "false", "false": "true"}
    flags = [each for each in _attributes(document) if _value(document, each) in opposite]
    chosen = _one_of(draw, flags)
    return set_value(chosen, opposite[_value(document, chosen)]) if chosen is not None else None


def _misspell(document: Document, draw: random.Random) -> TextEdit | None:
    chosen = _one_of(draw, [each for each in _attributes(document) if len(each.name) > 4])
    if chosen is None:
        return None
    at = draw.randrange(1, len(chosen.name) - 1)
    return rename_attribute(document, chosen, chosen.name[:at] + chosen.name[at + 1 :])


# Policies are what `fix` is mostly asked about, so what they look at goes wrong most often.
_SPOILERS: tuple[_Spoiler, ...] = (
    _leave_out_argument,
    _leave_out_argument,
    _leave_out_nested_block,
    _leave_out_nested_block,
    _leave_out_resource,
    _turn_round,
    _turn_round,
    _misspell,
)


def _resources(document: Document) -> list[Block]:
    return [block for block in top_level_blocks(document) if block.type == "resource"]


def _attributes(document: Document) -> list[Attribute]:
    return [
        attribute
        for resource in _resources(document)
        for block in resource.walk()
        for attribute in block.attributes
    ]


def _value(document: Document, attribute: Attribute) -> str:
    return document.slice(attribute.node.named_children[-1])


def _one_of(draw: random.Random, found: Sequence[_Item]) -> _Item | None:
    return draw.choice(found) if found else None
