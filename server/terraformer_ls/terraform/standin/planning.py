"""What a resource would look like after apply, by its schema alone.

What the configuration sets stays, what only the provider knows becomes unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from terraformer_ls.schema.model import BlockSchema, NestedBlock, Nesting
from terraformer_ls.terraform.standin.values import UNKNOWN, Object, Value, is_unknown


def plan(block: BlockSchema, proposed: Object, *, outermost: bool = True) -> Object:
    """The planned state: the proposed one with what the provider would compute made unknown."""
    planned = dict(proposed)
    for name, attribute in block.attributes.items():
        if name not in proposed:
            continue
        value = proposed[name]
        if attribute.write_only:
            planned[name] = None
        elif value is None and (attribute.computed or not attribute.settable):
            planned[name] = UNKNOWN
        elif attribute.nested is not None and attribute.nesting is not None:
            planned[name] = _each(attribute.nested, attribute.nesting, value)
    for name, nested in block.blocks.items():
        if name in proposed:
            planned[name] = _each(nested.block, nested.nesting, proposed[name])
            if outermost and proposed[name] == [] and _tells_something(nested):
                planned[name] = UNKNOWN
    return planned


def _tells_something(nested: NestedBlock) -> bool:
    """Whether a block that nobody wrote is there after apply all the same.

    Schemas don't say so of blocks. Those in which there is something that only the provider knows
    are such, by experience: `master_auth` of a cluster, `ebs_block_device` of an instance.
    """
    return nested.min_items == 0 and any(
        attribute.computed and not attribute.settable
        for attribute in nested.block.attributes.values()
    )


def _each(block: BlockSchema, nesting: Nesting, value: Value) -> Value:
    if value is None or is_unknown(value):
        return value
    if isinstance(value, list):
        return [
            plan(block, element, outermost=False) if isinstance(element, dict) else element
            for element in value
        ]
    if isinstance(value, dict):
        if nesting is Nesting.MAP:
            return {
                key: plan(block, element, outermost=False) if isinstance(element, dict) else element
                for key, element in value.items()
            }
        return plan(block, value, outermost=False)
    return value


Path: TypeAlias = "tuple[str | int, ...]"
"""The way into a value, from the outside."""


def read_only_arguments(block: BlockSchema, config: Value) -> list[Path]:
    """Where a configuration sets what only the provider sets; Terraform itself does not look."""
    return [
        (*path, name)
        for path, inner, value in _bodies(block, config, ())
        for name, attribute in inner.attributes.items()
        if not attribute.settable and value.get(name) is not None
    ]


def missing_arguments(block: BlockSchema, config: Value) -> list[Path]:
    """Where a required argument is there in the text, but null."""
    return [
        (*path, name)
        for path, inner, value in _bodies(block, config, ())
        for name, attribute in inner.attributes.items()
        if attribute.required and name in value and value[name] is None
    ]


def _bodies(
    block: BlockSchema, value: Value, path: Path
) -> Iterator[tuple[Path, BlockSchema, Object]]:
    """Every body inside a value, with its schema and the way to it."""
    if not isinstance(value, dict):
        return
    yield path, block, value
    for name, attribute in block.attributes.items():
        if attribute.nested is not None and attribute.nesting is not None:
            inside = value.get(name)
            yield from _in_each(attribute.nested, attribute.nesting, inside, (*path, name))
    for name, nested in block.blocks.items():
        yield from _in_each(nested.block, nested.nesting, value.get(name), (*path, name))


def _in_each(
    block: BlockSchema, nesting: Nesting, value: Value, path: Path
) -> Iterator[tuple[Path, BlockSchema, Object]]:
    if isinstance(value, list):
        if nesting is Nesting.SET:  # no path leads into a set: point at the set
            for element in value:
                for _, inner, found in _bodies(block, element, ()):
                    yield path[:-1], inner, found
            return
        for index, element in enumerate(value):
            yield from _bodies(block, element, (*path, index))
    elif isinstance(value, dict) and nesting is Nesting.MAP:
        for key, element in value.items():
            yield from _bodies(block, element, (*path, key))
    else:
        yield from _bodies(block, value, path)
