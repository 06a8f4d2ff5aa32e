"""Completion of names: types in labels, arguments and blocks in bodies, blocks at the top."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from terraformer_ls.editor.completion_item import Item, ItemKind
from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.builtin import backends, language_blocks, language_descriptions
from terraformer_ls.schema.choose import Catalogue, Choices
from terraformer_ls.schema.cty import Kind, Type
from terraformer_ls.schema.lookup import Place
from terraformer_ls.schema.model import AttributeSchema, BlockKind, NestedBlock
from terraformer_ls.schema.packs import shipped
from terraformer_ls.workspace.snapshot import Snapshot

_HEADS = {
    "resource": 'resource "${1:type}" "${2:name}" {\n  $0\n}',
    "data": 'data "${1:type}" "${2:name}" {\n  $0\n}',
    "ephemeral": 'ephemeral "${1:type}" "${2:name}" {\n  $0\n}',
    "variable": 'variable "${1:name}" {\n  type = ${2:string}\n}',
    "output": 'output "${1:name}" {\n  value = $0\n}',
    "module": 'module "${1:name}" {\n  source = "$0"\n}',
    "provider": 'provider "${1:name}" {\n  $0\n}',
    "check": 'check "${1:name}" {\n  $0\n}',
}


def labels(
    snapshot: Snapshot,
    path: str,
    type_: str,
    typed: str,
    span: Span,
    place: Place | None,
    catalogue: Catalogue | None,
) -> Iterator[Item]:
    """What may stand in the label that is being typed, after a block's `type_`."""
    if type_ == "dynamic":
        for name in sorted(place.schema.blocks) if place is not None else ():
            yield Item(name, ItemKind.BLOCK, name, span)
        return
    if type_ == "backend":
        for name in backends():
            yield Item(name, ItemKind.TYPE, name, span)
        return
    choices = Choices(snapshot, catalogue)
    folder = PurePosixPath(path).parent.as_posix()
    if type_ == "provider":
        for name in _provider_names(choices, folder):
            yield Item(name, ItemKind.TYPE, name, span)
        return
    kind = BlockKind(type_)
    prefix = typed.split("_", 1)[0] if "_" in typed else ""
    for local_name in [prefix] if prefix else _provider_names(choices, folder):
        choice = choices.provider(folder, local_name)
        if choice.schema is None:
            continue
        detail = f"{choice.source} {choice.schema.provider.version}".strip()
        for name in choice.schema.types(kind):
            if name.startswith(typed):
                yield Item(name, ItemKind.TYPE, name, span, detail=detail)


def _provider_names(choices: Choices, folder: str) -> list[str]:
    """The providers that a module names or uses; where it has none yet, all that we know."""
    module = choices.modules.get(folder)
    used = set(choices.local_names(folder))
    for placed in module.blocks if module is not None else ():
        block = placed.reading.block
        if block.type in ("resource", "data", "ephemeral") and len(block.labels) == 2:
            used.add(block.labels[0].split("_", 1)[0])
        elif block.type == "provider" and block.labels:
            used.add(block.labels[0])
    used.discard("")
    return sorted(used or {provider.name for provider in shipped()})


def top_level(span: Span) -> Iterator[Item]:
    """Terraform's blocks, with their usual shape."""
    for name in language_blocks():
        yield Item(
            label=name,
            kind=ItemKind.BLOCK,
            text=_HEADS.get(name, f"{name} {{\n  $0\n}}"),
            span=span,
            is_snippet=True,
            documentation=language_descriptions(name).get("", ""),
        )


def body(place: Place, span: Span) -> Iterator[Item]:
    """The arguments and blocks that a body may still take."""
    present = {
        attribute.name for attribute in place.block.attributes if attribute.name_span != span
    }
    counts = [block.type for block in place.block.blocks]
    for schema in (place.schema, place.meta):
        for attribute in schema.attributes.values():
            if attribute.settable and attribute.name not in present:
                yield _argument(place, attribute, span)
        for nested in schema.blocks.values():
            if not (nested.at_most_one and nested.name in counts):
                yield _block(place, nested, span, missing=nested.name not in counts)
    if place.schema.blocks and place.top.type in ("resource", "data", "provider"):
        yield Item(
            label="dynamic",
            kind=ItemKind.BLOCK,
            text='dynamic "${1:block}" {\n  for_each = $2\n  content {\n    $0\n  }\n}',
            span=span,
            is_snippet=True,
            detail="blocks made from a collection",
        )


def _argument(place: Place, attribute: AttributeSchema, span: Span) -> Item:
    return Item(
        label=attribute.name,
        kind=ItemKind.ARGUMENT,
        text=f"{attribute.name} = {_value_snippet(attribute.type)}",
        span=span,
        is_snippet=True,
        detail=f"{attribute.type}{', required' if attribute.required else ''}",
        documentation=place.description(attribute.name),
        required=attribute.required,
        deprecated=bool(attribute.deprecated),
    )


def _block(place: Place, nested: NestedBlock, span: Span, *, missing: bool) -> Item:
    required = [name for name in nested.block.attributes if nested.block.attributes[name].required]
    lines = [
        f"  {name} = {_value_snippet(nested.block.attributes[name].type, number)}"
        for number, name in enumerate(required, start=1)
    ]
    label = ' "${1:type}"' if nested.name in ("backend", "provisioner", "provider_meta") else ""
    body = "\n".join(lines) if lines else "  $0"
    return Item(
        label=nested.name,
        kind=ItemKind.BLOCK,
        text=f"{nested.name}{label} {{\n{body}\n}}",
        span=span,
        is_snippet=True,
        detail=f"block{', required' if nested.min_items else ''}",
        documentation=place.description(nested.name),
        required=missing and nested.min_items > 0,
    )


def _value_snippet(type_: Type, number: int = 0) -> str:
    stop = f"${number}"
    match type_.kind:
        case Kind.STRING:
            return f'"{stop}"'
        case Kind.LIST | Kind.SET | Kind.TUPLE:
            return f"[{stop}]"
        case Kind.MAP | Kind.OBJECT:
            return f"{{\n  {stop}\n}}"
        case _:
            return stop
