"""Add: a resource that goes with one that is there, wired to it; or a second one like it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit, apply_edits
from terraformer_ls.hcl.rewrite import append_block, rename_label, set_value
from terraformer_ls.learn.mutn.configuration import Configuration, Setting, settings_in, written
from terraformer_ls.learn.mutn.draft import Draft
from terraformer_ls.learn.mutn.new_values import (
    is_name,
    is_secret,
    new_value,
    renamed,
    subject,
    tells_what_it_is,
)
from terraformer_ls.learn.mutn.phrases import (
    article,
    asked,
    block_phrase,
    listed,
    noun,
    spaced,
    value_phrase,
)
from terraformer_ls.learn.mutn.vocabulary import LABEL, Vocabulary
from terraformer_ls.learn.records import Intent

_MOST_VALUES = 6


def add_companion(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """A resource that refers to one that is there, as others have it."""
    present = set(configuration.types)
    found = [
        (block, companion)
        for block in configuration.resources
        if block.attribute("count") is None and block.attribute("for_each") is None
        for companion in vocabulary.companions.get(block.labels[0], ())
        if companion.type not in present
    ]
    random.shuffle(found)
    for block, companion in found:
        label = block.labels[1]
        if f"{companion.type}.{label}" in configuration.addresses:
            continue
        text = companion.text.replace(LABEL, label)
        document = Document(text.encode())
        new = next(iter(top_level_blocks(document)), None)
        if new is None:
            continue
        settings = _all_that_it_says(document, new, block.address)
        if settings is None:
            continue
        phrase, _ = block_phrase(configuration, block, random)
        named = random.random() < 0.5
        request = _request(companion.type, label if named else "", phrase, settings, random)
        intents = [
            Intent("resource", type=companion.type, address=new.address)
            if named
            else Intent("resource", type=companion.type)
        ]
        intents += [_value(companion.type, setting, "") for setting in settings]
        after = configuration.edited(append_block(configuration.document, text))
        yield Draft("add", "add_companion", asked(request, random), after, tuple(intents), 3)


def _all_that_it_says(document: Document, block: Block, address: str) -> list[Setting] | None:
    """The literals of a companion; None if words could not say all of what it is.

    All but the literals must be references to what it goes with.
    """
    settings = [s for s in settings_in(document, block) if s.alone and len(s.path) <= 3]
    said = {setting.attribute.span for setting in settings}
    for inner in block.walk():
        for attribute in inner.attributes:
            span = attribute.value_span
            value = document.text[span.start : span.end].decode()
            if attribute.span not in said and not value.startswith((address, f"[{address}")):
                return None
    unsayable = any(is_secret(s.name) or s.value in ("", []) for s in settings)
    return None if unsayable or len(settings) > _MOST_VALUES else settings


def add_another(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """A second resource like one that is there, with another name and one or two other values."""
    blocks = [b for b in configuration.resources if len(configuration.text_of(b.span)) < 700]
    random.shuffle(blocks)
    for block in blocks:
        if block.attribute("count") is not None or block.attribute("for_each") is not None:
            continue
        word = subject(random)
        label = _other_label(configuration, block, word, random)
        own = [s for s in configuration.settings if s.block == block and s.alone]
        changes = _changes(own, word, vocabulary, random)
        if label is None or not changes:
            continue
        start = block.span.start
        edits = [rename_label(block, 1, label)]
        edits += [set_value(s.attribute, written(v)) for s, v in changes]
        text = apply_edits(
            configuration.document.text[start : block.span.end],
            [TextEdit(edit.span.moved(-start), edit.new_text) for edit in edits],
        ).decode()
        phrase, _ = block_phrase(configuration, block, random)
        kind = noun(block.labels[0])
        said = listed([_said(setting, value, random) for setting, value in changes])
        request = random.choice(
            [
                f"add a second {kind} `{label}` like {phrase}, with {said}",
                f"add another {kind} called `{label}` that is like {phrase} but with {said}",
                f"duplicate {phrase} as `{block.labels[0]}.{label}` with {said}",
                f"create {article(kind)} {kind} `{label}` as a copy of {phrase}, but with {said}",
            ]
        )
        address = f"{block.labels[0]}.{label}"
        intents = [Intent("resource", type=block.labels[0], address=address)]
        intents += [
            Intent("value", block.labels[0], address, setting.plan_path, value)
            for setting, value in changes
        ]
        after = configuration.edited(append_block(configuration.document, text))
        yield Draft("add", "add_another", asked(request, random), after, tuple(intents), 3)


def _changes(
    settings: list[Setting], word: str, vocabulary: Vocabulary, random: Random
) -> list[tuple[Setting, str | int | float]]:
    """Other values for what must or may differ: names and ranges always, one more perhaps."""
    found: list[tuple[Setting, str | int | float]] = []
    for setting in settings:
        if not isinstance(setting.value, str) or len(setting.path) > 1:
            continue
        distinct = re.search(r"(?:^|_)(?:name|identifier|bucket|cidr_block|prefix)$", setting.name)
        value = new_value(setting, vocabulary, random) if distinct else None
        if isinstance(value, str) and is_name(setting.name, setting.block.labels[0]):
            value = renamed(setting.value, random, word)
        if isinstance(value, str) and value != setting.value:
            found.append((setting, value))
    others = [s for s in settings if isinstance(s.value, int | float) and len(s.path) == 1]
    if others and random.random() < 0.5:
        setting = random.choice(others)
        value = None if tells_what_it_is(setting.name) else new_value(setting, vocabulary, random)
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.append((setting, value))
    return found if len(found) <= 3 else []


def _other_label(
    configuration: Configuration, block: Block, word: str, random: Random
) -> str | None:
    old = block.labels[1]
    label = renamed(old, random, word) or word
    taken = f"{block.labels[0]}.{label}" in configuration.addresses
    return None if taken or label == old or not re.fullmatch(r"[\w-]+", label) else label


def _request(type_: str, label: str, block: str, settings: list[Setting], random: Random) -> str:
    kind = noun(type_)
    what = random.choice([f"{article(kind)} {kind}", f"{article(kind)} {kind} (`{type_}`)"])
    if random.random() < 0.25:
        what = f"an `{type_}`" if type_[0] in "aeio" else f"a `{type_}`"
    if label:
        what += random.choice([f" `{label}`", f" named `{label}`"]) if "(" not in what else ""
    said = (
        listed([_said(setting, setting.value, random) for setting in settings or ()])
        if settings
        else ""
    )
    request = f"{random.choice(['add', 'create'])} {what} for {block}"
    if not said:
        return request
    return random.choice(
        [f"{request}, with {said}", f"{request}: {said}", f"{request} with {said}"]
    )


def _said(setting: Setting, value: object, random: Random) -> str:
    assert isinstance(value, str | int | float | bool | list)
    name = ".".join(setting.path)
    said = value_phrase(value, random)  # pyright: ignore[reportUnknownArgumentType]
    if len(setting.path) == 1 and random.random() < 0.5:
        return f"{spaced(name)} {said}"
    return random.choice([f"{name} = {said}", f"`{name}` {said}", f"{name} {said}"])


def _value(type_: str, setting: Setting, address: str) -> Intent:
    return Intent("value", type_, address, setting.plan_path, setting.value)
