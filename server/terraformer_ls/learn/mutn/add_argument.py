"""Add: an argument that a resource may have and has not, with a value that others give it."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from terraformer_ls.hcl.rewrite import insert_attribute
from terraformer_ls.learn.mutn.configuration import META, Configuration, Value, written
from terraformer_ls.learn.mutn.draft import Draft
from terraformer_ls.learn.mutn.new_values import is_secret
from terraformer_ls.learn.mutn.phrases import (
    argument_phrase,
    article,
    asked,
    block_phrase,
    spaced,
    switched,
    value_phrase,
)
from terraformer_ls.learn.mutn.vocabulary import Vocabulary
from terraformer_ls.learn.records import Intent
from terraformer_ls.schema.cty import Kind


def add_argument(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """One new argument each, of resources that stand once."""
    found = [
        (block, name, value)
        for block in configuration.resources
        for name, value in _missing(configuration, block.labels[0], vocabulary, random)
        if block.attribute(name) is None and not block.blocks_of(name)
    ]
    random.shuffle(found)
    for block, name, value in found:
        phrase, detail = block_phrase(configuration, block, random)
        intent = Intent(
            "value", type=block.labels[0], address=block.address, path=name, value=value
        )
        edit = insert_attribute(configuration.document, block, name, written(value))
        words = asked(_request(name, value, phrase, random), random)
        yield Draft("add", "add_argument", words, configuration.edited(edit), (intent,), detail)


def _missing(
    configuration: Configuration, type_: str, vocabulary: Vocabulary, random: Random
) -> Iterator[tuple[str, Value]]:
    """Optional arguments of a type with a value that was seen, or true or false."""
    block = next(block for block in configuration.resources if block.labels[0] == type_)
    schema = configuration.schema(block)
    if schema is None:
        return
    for name, attribute in schema.attributes.items():
        if not attribute.optional or attribute.deprecated or name in META or name == "tags_all":
            continue
        if is_secret(name):
            continue
        seen = vocabulary.values_at(type_, (name,))
        if seen:
            yield name, random.choice(seen)
        elif attribute.type.kind is Kind.BOOL and switched(name) is not None:
            yield name, random.random() < 0.8


def _request(name: str, value: Value, block: str, random: Random) -> str:
    if isinstance(value, bool):
        feature = switched(name)
        if feature is not None and random.random() < 0.75:
            verb = random.choice(["enable", "turn on"] if value else ["disable", "turn off"])
            return f"{verb} {feature} {random.choice(['on', 'for'])} {block}"
        return f"set `{name}` to {written(value)} {random.choice(['on', 'for'])} {block}"
    argument = argument_phrase((name,), random)
    said = value_phrase(value, random)
    if isinstance(value, list):
        return f"set {argument} of {block} to {said}"
    return random.choice(
        [
            f"set {argument} of {block} to {said}",
            f"add {argument.removeprefix('the ')} {said} to {block}",
            f"give {block} {article(spaced(name))} {spaced(name)} of {said}",
            f"configure {argument} of {block} as {said}",
            f"{block} should have {argument.removeprefix('the ')} {said}"
            if argument.startswith("`")
            else f"set {argument} to {said} on {block}",
        ]
    )
