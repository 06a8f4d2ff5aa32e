"""Add, change or remove a tag (a label on Google Cloud) of one resource or of all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from terraformer_ls.hcl.blocks import Block
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.hcl.rewrite import insert_attribute
from terraformer_ls.learn.mutn.configuration import Configuration, literal, written
from terraformer_ls.learn.mutn.draft import Draft
from terraformer_ls.learn.mutn.phrases import asked, block_phrase
from terraformer_ls.learn.mutn.vocabulary import Vocabulary
from terraformer_ls.learn.records import Intent

_TAGS = (
    ("Environment", ("production", "staging", "dev", "test")),
    ("Owner", ("platform-team", "data-team", "web-team", "security")),
    ("CostCenter", ("1001", "4711", "research", "marketing")),
    ("Project", ("apollo", "shop", "billing", "migration")),
    ("Team", ("core", "payments", "analytics", "sre")),
    ("ManagedBy", ("terraform", "platform")),
)
_ENTRY = re.compile(r'^([ \t]*)("?[\w.:/-]+"?)([ \t]*)([=:])[ \t]*("[^"\n]*")[ \t]*,?[ \t]*$', re.M)


def add_tag(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """A tag more on one resource, or on every one that can have tags."""
    del vocabulary
    blocks = [(b, n) for b in configuration.resources if (n := _holder(configuration, b))]
    if not blocks:
        return
    everywhere = len(blocks) > 1 and random.random() < 0.3
    random.shuffle(blocks)
    chosen = blocks if everywhere else blocks[:1]
    name = chosen[0][1]
    key, value = _tag(name, random)
    edits = [_with_tag(configuration, block, argument, key, value) for block, argument in chosen]
    if any(edit is None for edit in edits) or len({argument for _, argument in chosen}) > 1:
        return
    word = "label" if name == "labels" else "tag"
    phrase, detail = (
        (random.choice(["all resources", "every resource", "everything"]), 2)
        if everywhere
        else block_phrase(configuration, chosen[0][0], random)
    )
    if everywhere and len(blocks) != len(configuration.resources):
        phrase = f"all resources that can have {word}s"
    intents = tuple(
        Intent("value", type=b.labels[0], address=b.address, path=f"{argument}.{key}", value=value)
        for b, argument in chosen
    )
    request = random.choice(
        [
            f'add the {word} {key} = "{value}" to {phrase}',
            f"{word} {phrase} with {key}={value}",
            f'add a {word} `{key}` with the value "{value}" to {phrase}',
            f"set the {key} {word} of {phrase} to {value}",
        ]
    )
    after = configuration.edited(*(edit for edit in edits if edit is not None))
    yield Draft("add", "add_tag", asked(request, random), after, intents, detail)


def change_tag(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """Another value for a tag, or a tag less."""
    del vocabulary
    found = [
        (block, argument, match)
        for block in configuration.resources
        if (argument := _holder(configuration, block))
        for match in _entries(configuration, block, argument)
    ]
    random.shuffle(found)
    for block, argument, (key, value, span, line) in found:
        word = "label" if argument == "labels" else "tag"
        phrase, detail = block_phrase(configuration, block, random)
        path = f"{argument}.{key}"
        if random.random() < 0.5:
            new = _other_value(key, value, random)
            request = random.choice(
                [
                    f"change the {key} {word} of {phrase} to {new}",
                    f'set the {word} `{key}` of {phrase} to "{new}"',
                    f'change the {word} {key} on {phrase} from "{value}" to "{new}"',
                ]
            )
            edit = TextEdit(span, written(new))
            intent = Intent("value", block.labels[0], block.address, path, new)
            operation = "change"
        else:
            request = random.choice(
                [
                    f"remove the {key} {word} from {phrase}",
                    f"drop the {word} `{key}` of {phrase}",
                    f"delete {word} {key} from {phrase}",
                ]
            )
            edit = TextEdit(line, "")
            left = {k: v for k, v, _, _ in _entries(configuration, block, argument) if k != key}
            if not left:
                continue
            intent = Intent("value", block.labels[0], block.address, argument, left)
            operation = "remove"
        after = configuration.edited(edit)
        yield Draft(operation, "change_tag", asked(request, random), after, (intent,), detail)


def _holder(configuration: Configuration, block: Block) -> str | None:
    """The argument that holds a resource's tags, if it can have any."""
    schema = configuration.schema(block)
    for name in ("tags", "labels"):
        attribute = schema.attributes.get(name) if schema is not None else None
        if attribute is not None and attribute.settable and attribute.type.is_collection:
            return name if str(attribute.type) == "map(string)" else None
    return None


def _tag(argument: str, random: Random) -> tuple[str, str]:
    key, values = random.choice(_TAGS)
    if argument == "labels":
        key = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).lower()
    return key, random.choice(values)


def _other_value(key: str, value: str, random: Random) -> str:
    known = next((values for name, values in _TAGS if name.lower() == key.lower()), None)
    choices = known or ("production", "shared", "platform", "internal", "primary")
    return random.choice([choice for choice in choices if choice != value])


def _entries(
    configuration: Configuration, block: Block, argument: str
) -> list[tuple[str, str, Span, Span]]:
    """Key, value, span of the value and of the whole line of each tag written on a line."""
    attribute = block.attribute(argument)
    if attribute is None:
        return []
    text = configuration.text_of(attribute.value_span)
    if not text.startswith("{") or text.isascii() is False:
        return []
    start = attribute.value_span.start
    found: list[tuple[str, str, Span, Span]] = []
    for match in _ENTRY.finditer(text):
        value = literal(match.group(5))
        if isinstance(value, str):
            span = Span(start + match.start(5), start + match.end(5))
            line = Span(start + match.start(), start + match.end() + 1)
            found.append((match.group(2).strip('"'), value, span, line))
    # Where a value is not plain, what is left after a removal could not be told.
    lines = [line for line in text.splitlines()[1:-1] if line.strip()]
    return found if len(found) == len(lines) else []


def _with_tag(
    configuration: Configuration, block: Block, argument: str, key: str, value: str
) -> TextEdit | None:
    attribute = block.attribute(argument)
    if attribute is None:
        new = f"{{\n  {key} = {written(value)}\n}}"
        return insert_attribute(configuration.document, block, argument, new)
    entries = _entries(configuration, block, argument)
    if not entries or any(known == key for known, *_ in entries):
        return None
    text = configuration.text_of(attribute.value_span)
    last = list(_ENTRY.finditer(text))[-1]
    width = len(last.group(2)) + len(last.group(3))
    name = f'"{key}"' if last.group(2).startswith('"') else key
    comma = "," if last.group().rstrip().endswith(",") else ""
    line = f"{last.group(1)}{name.ljust(width - 1)} {last.group(4)} {written(value)}{comma}\n"
    at = attribute.value_span.start + last.end() + 1
    return TextEdit(Span(at, at), line)
