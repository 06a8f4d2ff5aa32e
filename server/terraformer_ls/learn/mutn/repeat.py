"""Refactor: several of a resource by `count` or `for_each`; equal tags in one local value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from random import Random

from terraformer_ls.hcl.blocks import Attribute, Block
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.hcl.rewrite import set_value
from terraformer_ls.learn.mutn.configuration import Configuration, literal, written
from terraformer_ls.learn.mutn.draft import Draft
from terraformer_ls.learn.mutn.new_values import subject
from terraformer_ls.learn.mutn.phrases import asked, block_phrase, noun
from terraformer_ls.learn.mutn.vocabulary import Vocabulary
from terraformer_ls.learn.records import Intent
from terraformer_ls.propose.merge import merge

_NAME = ("name", "bucket", "identifier", "function_name")


def repeat_resource(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """Several of a resource to which nothing refers, told apart by their names."""
    del vocabulary
    blocks = [b for b in configuration.resources if not configuration.referrers(b.address)]
    random.shuffle(blocks)
    for block in blocks:
        if any(block.attribute(name) for name in ("count", "for_each")):
            continue
        named = _name_attribute(configuration, block)
        if named is None:
            continue
        attribute, value = named
        phrase, detail = block_phrase(configuration, block, random)
        if random.random() < 0.5:
            draft = _by_count(configuration, block, attribute, value, phrase, random)
        else:
            draft = _by_for_each(configuration, block, attribute, phrase, random)
        request, after, count = draft
        intent = Intent("resource", block.labels[0], block.address, count=count)
        yield Draft("refactor", "repeat", asked(request, random), after, (intent,), detail)


def shared_tags(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """Tags that several resources have alike, as one local value."""
    del vocabulary
    if any(block.type == "locals" for block in configuration.blocks):
        return
    alike: dict[str, list[tuple[Block, Attribute]]] = defaultdict(list)
    for block in configuration.resources:
        for name in ("tags", "labels"):
            attribute = block.attribute(name)
            if attribute is not None:
                text = configuration.text_of(attribute.value_span)
                if text.startswith("{") and "each." not in text and "count." not in text:
                    alike["".join(text.split()).replace(",", "")].append((block, attribute))
    for members in alike.values():
        if len(members) < 2:
            continue
        first = members[0][1]
        word = first.name
        name = random.choice([f"common_{word}", word, f"default_{word}"])
        edits = [set_value(attribute, f"local.{name}") for _, attribute in members]
        value = configuration.text_of(first.value_span)
        after = merge(configuration.edited(*edits), f"locals {{\n  {name} = {value}\n}}\n")
        if after is None:
            continue
        request = random.choice(
            [
                f"move the {word} that the resources share into a local value `{name}`",
                f"extract the common {word} into local.{name}",
                f"the same {word} are repeated on {len(members)} resources, "
                f"define them once as local.{name}",
                f"put the repeated {word} into locals as {name} and use it",
            ]
        )
        yield Draft(
            "refactor",
            "shared_tags",
            asked(request, random),
            after,
            (Intent("symbol", address=f"local.{name}"),),
            2,
        )


def _by_count(
    configuration: Configuration,
    block: Block,
    attribute: Attribute,
    value: str,
    phrase: str,
    random: Random,
) -> tuple[str, str, int]:
    number = random.randint(2, 5)
    separator = "_" if "_" in value and "-" not in value else "-"
    name = f'"{value}{separator}${{count.index}}"'
    after = _with_first(configuration, block, "count", str(number), attribute, name)
    suffix = random.choice(
        [
            f"append {separator}${{count.index}} to the {attribute.name}",
            f"the {attribute.name} should be {name.strip(chr(34))}",
            f"suffix the {attribute.name} with {separator} and the index",
        ]
    )
    request = random.choice(
        [
            f"create {number} of {phrase} with count, {suffix}",
            f"make {number} instances of {phrase} using `count`; {suffix}",
            f"use count = {number} for {phrase}, {suffix}",
        ]
    )
    return request, after, number


def _by_for_each(
    configuration: Configuration, block: Block, attribute: Attribute, phrase: str, random: Random
) -> tuple[str, str, int]:
    names: list[str] = []
    number = random.randint(2, 4)
    while len(names) < number:
        name = subject(random)
        names += [name] * (name not in names)
    value = f"toset({written(names)})"
    after = _with_first(configuration, block, "for_each", value, attribute, "each.key")
    listed = ", ".join(names[:-1]) + f" and {names[-1]}"
    kind = noun(block.labels[0])
    request = random.choice(
        [
            f"create one {kind} for each of {listed}: use for_each on {phrase} "
            f"with the key as {attribute.name}",
            f"use for_each over {listed} for {phrase}, {attribute.name} is each.key",
            f"turn {phrase} into a for_each over the set {written(names)} "
            f"and use the key as {attribute.name}",
        ]
    )
    return request, after, number


def _with_first(
    configuration: Configuration,
    block: Block,
    name: str,
    value: str,
    attribute: Attribute,
    its_value: str,
) -> str:
    """A meta-argument as the block's first line, with an empty line after it."""
    at = configuration.document.text.index(b"{", block.header.end - 1) + 1
    return configuration.edited(
        TextEdit(Span(at, at), f"\n  {name} = {value}\n"), set_value(attribute, its_value)
    )


def _name_attribute(configuration: Configuration, block: Block) -> tuple[Attribute, str] | None:
    for name in _NAME:
        attribute = block.attribute(name)
        if attribute is not None:
            value = literal(configuration.text_of(attribute.value_span))
            plain = isinstance(value, str) and re.fullmatch(r"[\w.-]+", value)
            return (attribute, value) if plain and isinstance(value, str) else None
    return None
