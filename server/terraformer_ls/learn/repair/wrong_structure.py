"""Breaking structure: what is missing, doubled, of the wrong kind or in conflict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from terraformer_ls.hcl.blocks import Attribute, Block
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.hcl.rewrite import insert_attribute, remove_attribute, remove_block
from terraformer_ls.learn.mutn.configuration import Configuration, Value, literal, written
from terraformer_ls.schema.model import BlockSchema


def missing_argument(configuration: Configuration, random: Random) -> Iterator[str]:
    """A required argument or nested block less."""
    found: list[Attribute | Block] = []
    for block in configuration.blocks:
        schema = configuration.schema(block) if block.type in ("resource", "data") else None
        if schema is not None:
            found += _required(schema, block)
    random.shuffle(found)
    for member in found:
        remove = (
            remove_attribute(configuration.document, member)
            if isinstance(member, Attribute)
            else remove_block(configuration.document, member)
        )
        yield configuration.edited(remove)


def wrong_type(configuration: Configuration, random: Random) -> Iterator[str]:
    """A value of a type that is not converted: a text for a number, a list for a text."""
    settings = list(configuration.settings)
    random.shuffle(settings)
    for setting in settings:
        other = _of_other_type(setting.value, random)
        yield configuration.edited(TextEdit(setting.attribute.value_span, other))


def block_for_argument(configuration: Configuration, random: Random) -> Iterator[str]:
    """A nested block written with `=`, or a map written without."""
    spans: list[TextEdit] = []
    for block in configuration.resources:
        for inner in block.blocks:
            if not inner.labels:
                brace = configuration.document.text.index(b"{", inner.type_span.end)
                spans.append(TextEdit(Span(inner.type_span.end, brace), " = "))
        for attribute in block.attributes:
            value = configuration.text_of(attribute.value_span)
            if value.startswith("{"):
                span = Span(attribute.name_span.end, attribute.value_span.start)
                spans.append(TextEdit(span, " "))
    random.shuffle(spans)
    for edit in spans:
        yield configuration.edited(edit)


def doubled_argument(configuration: Configuration, random: Random) -> Iterator[str]:
    """An argument that is set twice, or a block that may stand once."""
    found = [
        (block, member)
        for top in configuration.blocks
        for block in top.walk()
        for member in (*block.attributes, *block.blocks)
        if len(configuration.text_of(member.span)) < 200
    ]
    random.shuffle(found)
    for _, member in found:
        text = configuration.document.text
        start = text.rfind(b"\n", 0, member.span.start) + 1
        indent = text[start : member.span.start].decode()
        if indent.strip():
            continue
        copy = configuration.text_of(member.span)
        at = member.span.end
        yield configuration.edited(TextEdit(Span(at, at), f"\n{indent}{copy}"))


def missing_label(configuration: Configuration, random: Random) -> Iterator[str]:
    """A resource without its name, or with one label too many."""
    blocks = list(configuration.resources)
    random.shuffle(blocks)
    for block in blocks:
        if random.random() < 0.7:
            span = Span(block.label_spans[0].end, block.label_spans[1].end)
            yield configuration.edited(TextEdit(span, ""))
        else:
            at = block.label_spans[1].end
            yield configuration.edited(TextEdit(Span(at, at), ' "main"'))


def misplaced_argument(configuration: Configuration, random: Random) -> Iterator[str]:
    """What belongs into a nested block, one level too high."""
    found = [
        (top, inner, attribute)
        for top in configuration.resources
        for inner in top.blocks
        if not inner.labels
        for attribute in inner.attributes
    ]
    random.shuffle(found)
    for top, _, attribute in found:
        value = configuration.text_of(attribute.value_span)
        if "\n" in value:
            continue
        yield configuration.edited(
            insert_attribute(configuration.document, top, attribute.name, value),
            remove_attribute(configuration.document, attribute),
        )


def count_and_for_each(configuration: Configuration, random: Random) -> Iterator[str]:
    """Arguments that exclude each other, or a `for_each` over what it can't be."""
    blocks = [
        block
        for block in configuration.resources
        if not configuration.referrers(block.address)
        and not block.attribute("count")
        and not block.attribute("for_each")
    ]
    random.shuffle(blocks)
    for block in blocks:
        lines = random.choice(
            [
                '  count = 2\n  for_each = toset(["a", "b"])\n',
                '  for_each = ["blue", "green"]\n',
                '  count = "two"\n',
                "  for_each = 3\n",
                "  count = -1\n",
                '  count = length("abc", "d")\n',
            ]
        )
        at = block.body.start
        yield configuration.edited(TextEdit(Span(at, at), "\n" + lines))


def count_out_of_place(configuration: Configuration, random: Random) -> Iterator[str]:
    """`count.index` in a resource that has no `count`."""
    settings = [
        s
        for s in configuration.settings
        if isinstance(s.value, str) and s.value and s.block.attribute("count") is None
    ]
    random.shuffle(settings)
    for setting in settings:
        value = f'"{setting.value}-${{count.index}}"'
        yield configuration.edited(TextEdit(setting.attribute.value_span, value))


def cycle(configuration: Configuration, random: Random) -> Iterator[str]:
    """A resource that waits for one that needs it."""
    pairs = [
        (needed, block.address)
        for needed in configuration.resources
        if not needed.attribute("depends_on")
        for block, _, _ in configuration.referrers(needed.address)
        if block.type == "resource"
    ]
    random.shuffle(pairs)
    for needed, address in pairs:
        edit = insert_attribute(configuration.document, needed, "depends_on", f"[{address}]")
        yield configuration.edited(edit)


def unknown_for_each(configuration: Configuration, random: Random) -> Iterator[str]:
    """As many of a resource as another one has identifiers: nobody knows before it is made."""
    blocks = [
        block
        for block in configuration.resources
        if not configuration.referrers(block.address)
        and not block.attribute("count")
        and not block.attribute("for_each")
    ]
    random.shuffle(blocks)
    for block in blocks:
        others = [
            names
            for reference in configuration.reading(block).references
            if "_" in (names := reference.names(2))[0] and len(names) == 2
        ]
        if others:
            address = ".".join(random.choice(others))
            line = random.choice(
                [f"  for_each = toset([{address}.id])\n", f"  count = length({address}.id)\n"]
            )
            at = block.body.start
            yield configuration.edited(TextEdit(Span(at, at), "\n" + line))


def wrong_default(configuration: Configuration, random: Random) -> Iterator[str]:
    """A variable whose default is not of its type."""
    found = [
        (default, configuration.text_of(type_.value_span))
        for block in configuration.blocks
        if block.type == "variable"
        and (default := block.attribute("default")) is not None
        and (type_ := block.attribute("type")) is not None
    ]
    random.shuffle(found)
    for default, type_ in found:
        value = literal(configuration.text_of(default.value_span))
        if value is not None and type_ != "any":
            wrong = _of_other_type(value, random)
            yield configuration.edited(TextEdit(default.value_span, wrong))


def wrong_call(configuration: Configuration, random: Random) -> Iterator[str]:
    """A function with arguments that it does not take, or an index that is not there."""
    settings = [s for s in configuration.settings if isinstance(s.value, str)]
    random.shuffle(settings)
    for setting in settings:
        text = written(setting.value)
        range_ = bool(re.fullmatch(r"[\d.]+/\d+", str(setting.value)))
        value = random.choice(
            [
                f"lower({text}, true)",
                f"element([{text}])",
                f"[{text}][1]",
                f"join({text})",
                f'lookup({{ a = {text} }}, "b")',
                f'format("%d", {text})',
                f"tonumber({text})",
                f'replace({text}, "-")',
            ]
        )
        value = f"cidrsubnet({text}, 40, 1)" if range_ else value
        yield configuration.edited(TextEdit(setting.attribute.value_span, value))


def _required(schema: BlockSchema, block: Block) -> Iterator[Attribute | Block]:
    required = set(schema.required_names())
    yield from (a for a in block.attributes if a.name in required)
    for inner in block.blocks:
        nested = schema.blocks.get(inner.type)
        if nested is None:
            continue
        if inner.type in required and len(block.blocks_of(inner.type)) == 1:
            yield inner
        yield from _required(nested.block, inner)


def _of_other_type(value: Value, random: Random) -> str:
    """The same said in a type that is not converted, such that what was meant can be told."""
    match value:
        case bool():
            words = ("yes", "enabled", "on") if value else ("no", "disabled", "off")
            return random.choice([written(random.choice(words)), str(value), f"[{written(value)}]"])
        case int() | float():
            return random.choice([f"[{value}]", f'"{value} GB"', f'"{value}s"', f'"~{value}"'])
        case str():
            return random.choice([f"[{written(value)}]", f"{{ name = {written(value)} }}"])
        case _:
            return written(value[0] if len(value) == 1 else ",".join(value))
