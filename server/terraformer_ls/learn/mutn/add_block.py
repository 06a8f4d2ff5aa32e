"""Add: a nested block that others have in a resource of the type, or one more like those there."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.rewrite import insert_block
from terraformer_ls.learn.mutn.configuration import Configuration, Setting, settings_in
from terraformer_ls.learn.mutn.draft import Draft
from terraformer_ls.learn.mutn.phrases import (
    article,
    asked,
    block_phrase,
    listed,
    spaced,
    value_phrase,
)
from terraformer_ls.learn.mutn.vocabulary import Vocabulary
from terraformer_ls.learn.records import Intent
from terraformer_ls.schema.model import BlockSchema

_MOST_VALUES = 5


def add_block(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """One new nested block each, all of whose values the words say."""
    found: list[tuple[Block, str, str]] = []
    for block in configuration.resources:
        for name, once in _possible(configuration.schema(block)):
            if (once and block.blocks_of(name)) or block.attribute(name):
                continue
            if any(dynamic.labels == (name,) for dynamic in block.blocks_of("dynamic")):
                continue
            texts = list(vocabulary.nested.get((block.labels[0], name), ()))
            there = [configuration.document.slice(b.node) for b in block.blocks_of(name)]
            texts = [text for text in texts if "".join(text.split()) not in _bare(there)]
            if texts:
                found.append((block, name, random.choice(texts)))
    random.shuffle(found)
    for block, name, text in found:
        settings = _settings_of(text)
        if settings is None or not 0 < len(settings) <= _MOST_VALUES:
            continue
        phrase, detail = block_phrase(configuration, block, random)
        more = bool(block.blocks_of(name))
        words = asked(_request(name, settings, phrase, more, random), random)
        intents = tuple(
            Intent(
                "value",
                type=block.labels[0],
                address=block.address,
                path=".0.".join((name, *setting.path)),
                value=setting.value,
            )
            for setting in settings
        )
        edit = insert_block(configuration.document, block, text)
        yield Draft("add", "add_block", words, configuration.edited(edit), intents, max(detail, 2))


def _possible(schema: BlockSchema | None) -> Iterator[tuple[str, bool]]:
    """The names of the blocks that a body may hold, and whether only once."""
    if schema is None:
        return
    for name, nested in schema.blocks.items():
        yield name, nested.at_most_one
    for name, attribute in schema.attributes.items():
        if attribute.settable and attribute.accepts_blocks:
            yield name, False


def _settings_of(text: str) -> list[Setting] | None:
    """What a nested block says; None if not all of it can be said in words."""
    document = Document(text.encode())
    blocks = top_level_blocks(document)
    if len(blocks) != 1:
        return None
    settings = list(settings_in(document, blocks[0]))
    arguments = sum(len(inner.attributes) for inner in blocks[0].walk())
    alone = all(setting.alone for setting in settings)
    # A block in it that says nothing would go unsaid.
    empty = any(not inner.attributes and not inner.blocks for inner in blocks[0].walk())
    return settings if len(settings) == arguments and alone and not empty else None


def _request(name: str, settings: list[Setting], block: str, more: bool, random: Random) -> str:
    said = [_said(setting, random) for setting in settings]
    what = random.choice([f"`{name}` block", f"{spaced(name)} block", f"{name} block"])
    one = "another" if more else article(what.strip("`"))
    return random.choice(
        [
            f"add {one} {what} to {block} with {listed(said)}",
            f"add {one} {what} with {listed(said)} to {block}",
            f"give {block} {one} {what}: {', '.join(said)}",
            f"configure {one} {what} on {block} ({', '.join(said)})",
        ]
    )


def _said(setting: Setting, random: Random) -> str:
    value = value_phrase(setting.value, random)
    name = setting.name if len(setting.path) == 1 else ".".join(setting.path)
    if len(setting.path) == 1 and random.random() < 0.4:
        return f"{spaced(name)} {value}"
    return random.choice([f"{name} {value}", f"{name} = {value}", f"`{name}` {value}"])


def _bare(texts: list[str]) -> set[str]:
    return {"".join(text.split()) for text in texts}
