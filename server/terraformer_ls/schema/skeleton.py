"""What a body still needs, written out: required arguments and blocks with placeholder values.

A placeholder is the best guess that costs nothing: what the module already declares (the one
`aws_vpc` for a `vpc_id`), the block's own name for a `name`, else an empty value of the right type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from terraformer_ls.schema.cty import Kind, Type
from terraformer_ls.schema.model import AttributeSchema, BlockSchema, NestedBlock
from terraformer_ls.schema.symbols import Module

_INDENT = "  "
_EMPTY = {
    Kind.STRING: '""',
    Kind.NUMBER: "0",
    Kind.BOOL: "false",
    Kind.LIST: "[]",
    Kind.SET: "[]",
    Kind.TUPLE: "[]",
    Kind.MAP: "{}",
    Kind.OBJECT: "{}",
    Kind.DYNAMIC: '""',
}
_DEEPEST = 6

Placeholder = Callable[[AttributeSchema], str]
"""Gives the value to write for an argument."""


def placeholder_from(module: Module, name: str, provider: str) -> Placeholder:
    """Placeholders for a block called `name` in a module, whose resources begin with `provider`."""

    def value(attribute: AttributeSchema) -> str:
        found = _declared_value(module, provider, attribute)
        if found is not None:
            return found
        if attribute.name == "error_message":
            return '"The value is not valid."'  # Terraform wants a sentence
        if attribute.name == "name" and attribute.type.kind is Kind.STRING:
            return f'"{name.replace("_", "-")}"'
        return empty_value(attribute.type)

    return value


def empty_value(type_: Type) -> str:
    """An empty value of a type."""
    return _EMPTY[type_.kind]


def body_lines(schema: BlockSchema, value: Placeholder, depth: int = 0) -> Iterator[str]:
    """The lines of a body that has all that is required, unindented, `=` aligned."""
    required = [attribute for attribute in schema.attributes.values() if attribute.required]
    width = max((len(attribute.name) for attribute in required), default=0)
    for attribute in required:
        yield f"{attribute.name.ljust(width)} = {value(attribute)}"
    for nested in schema.blocks.values():
        if nested.min_items > 0 and depth < _DEEPEST:
            yield ""
            yield from block_text(nested, value, depth + 1).split("\n")


def block_text(nested: NestedBlock, value: Placeholder, depth: int = 0) -> str:
    """A nested block with all that it requires."""
    lines = list(body_lines(nested.block, value, depth))
    if not lines:
        return f"{nested.name} {{\n}}"
    inside = "\n".join(f"{_INDENT}{line}" if line else "" for line in lines)
    return f"{nested.name} {{\n{inside}\n}}"


def _declared_value(module: Module, provider: str, attribute: AttributeSchema) -> str | None:
    """A reference to the one resource that an argument's name means, if the module has it."""
    stem, _, what = attribute.name.rpartition("_")
    many = what in ("ids", "arns", "names")
    what = what[:-1] if many else what
    if what not in ("id", "arn", "name") or not stem:
        return None
    found = [
        address
        for address in module.declarations
        if len(address) == 2 and address[0] == f"{provider}_{stem}"
    ]
    if len(found) != 1:
        return None
    reference = f"{found[0][0]}.{found[0][1]}.{what}"
    return f"[{reference}]" if many else reference
