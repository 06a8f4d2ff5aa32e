"""Completion of values: literals that fit, and references step by step."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terraformer_ls.editor.completion_item import Item, ItemKind
from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.checks.references import kind_and_type, schema_of
from terraformer_ls.schema.cty import Kind
from terraformer_ls.schema.lookup import Place
from terraformer_ls.schema.model import BlockSchema
from terraformer_ls.schema.requirements import called_folder
from terraformer_ls.schema.symbols import Module

PATH = re.compile(r"(?:^|[^\w.\"-])((?:[A-Za-z_][\w-]*(?:\[[^\]]*\])?\.)*[A-Za-z_]?[\w-]*)$")
"""The dotted name before the cursor, half typed as it is."""

_INDEX = re.compile(r"\[[^\]]*\]")
_ROOTS = ("var", "local", "module", "data", "each", "count", "path", "terraform", "self")
_FIXED = {
    "each": ("key", "value"),
    "count": ("index",),
    "path": ("module", "root", "cwd"),
    "terraform": ("workspace",),
}


def values(place: Place, offset: int, before: str) -> Iterator[Item]:
    """What an argument's value may be, or how the reference before the cursor may go on."""
    match = PATH.search(before)
    typed = match[1] if match is not None else ""
    *steps, last = _INDEX.sub("", typed).split(".")
    span = Span(offset - len(last.encode()), offset)
    if steps:
        yield from _steps(place, tuple(steps), span)
        return
    attribute = next(
        (a for a in place.block.attributes if a.span.start <= offset <= a.span.end + 1), None
    )
    name = attribute.name if attribute is not None else before.split("=")[0].strip()
    known = place.schema.attributes.get(name) or place.meta.attributes.get(name)
    if known is not None and known.type.kind is Kind.BOOL:
        for word in ("true", "false"):
            yield Item(word, ItemKind.VALUE, word, span)
    yield from _whole_references(place.module, name, span)
    for root in _ROOTS:
        yield Item(root, ItemKind.REFERENCE, root, span)


def _whole_references(module: Module, argument: str, span: Span) -> Iterator[Item]:
    """References to what the module declares; those that fit the argument's name come first."""
    stem, _, what = argument.rpartition("_")
    for address in module.declarations:
        name = ".".join(address)
        if address[0] in ("var", "local"):
            yield Item(name, ItemKind.REFERENCE, name, span)
        elif address[0] not in ("module", "output", "check", "action"):
            type_ = address[0] if len(address) == 2 else address[1]
            fits = what in ("id", "arn", "name") and bool(stem) and type_.endswith(f"_{stem}")
            text = f"{name}.{what}" if fits else name
            yield Item(text, ItemKind.REFERENCE, text, span, required=fits)


def _steps(place: Place, steps: tuple[str, ...], span: Span) -> Iterator[Item]:
    """What may follow the names that are there."""
    steps = steps[1:] if steps[0] == "resource" else steps
    module = place.module
    if len(steps) == 1 and steps[0] in _FIXED:
        for word in _FIXED[steps[0]]:
            yield Item(word, ItemKind.ATTRIBUTE, word, span)
    if len(steps) == 2 and steps[0] == "module":
        yield from _outputs(place, steps, span)
        return
    following = {
        address[len(steps)]
        for address in module.declarations
        if len(address) > len(steps) and address[: len(steps)] == steps and address[0] != "output"
    }
    for name in following:
        yield Item(name, ItemKind.REFERENCE, name, span)
    length = 3 if steps and steps[0] in ("data", "ephemeral") else 2
    found = schema_of(steps[:length], module, place.choices) if len(steps) >= length else None
    if found is None:
        return
    schema, choice = found
    inside = _inside(schema, steps[length:])
    kind, type_ = kind_and_type(steps[:length])
    descriptions = choice.schema.descriptions(kind, type_) if choice.schema is not None else None
    path = ".".join(steps[length:])
    for attribute in inside.attributes.values() if inside is not None else ():
        yield Item(
            label=attribute.name,
            kind=ItemKind.ATTRIBUTE,
            text=attribute.name,
            span=span,
            detail=str(attribute.type),
            documentation=(descriptions or {}).get(f"{path}.{attribute.name}".lstrip("."), ""),
            deprecated=bool(attribute.deprecated),
        )
    for name in inside.blocks if inside is not None else ():
        yield Item(name, ItemKind.ATTRIBUTE, name, span, detail="block")


def _inside(schema: BlockSchema, steps: tuple[str, ...]) -> BlockSchema | None:
    for step in steps:
        nested = schema.blocks.get(step)
        attribute = schema.attributes.get(step)
        if nested is not None:
            schema = nested.block
        elif attribute is not None and attribute.nested is not None:
            schema = attribute.nested
        else:
            return None
    return schema


def _outputs(place: Place, steps: tuple[str, ...], span: Span) -> Iterator[Item]:
    declared = place.module.declarations.get(steps, ())
    if not declared:
        return
    reading = declared[0].block.reading
    folder = called_folder(place.module.folder, reading.document, reading.block)
    called = place.choices.modules.get(folder)
    for address in called.declarations if called is not None else ():
        if address[0] == "output":
            yield Item(address[1], ItemKind.ATTRIBUTE, address[1], span)
