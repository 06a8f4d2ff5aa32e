"""What a resource would look like after apply, by its schema alone.

What the configuration sets stays, what only the provider knows becomes unknown.
"""

from __future__ import annotations

from terraformer_ls.schema.model import BlockSchema, Nesting
from terraformer_ls.terraform.standin.values import UNKNOWN, Object, Value, is_unknown


def plan(block: BlockSchema, proposed: Object) -> Object:
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
    return planned


def _each(block: BlockSchema, nesting: Nesting, value: Value) -> Value:
    if value is None or is_unknown(value):
        return value
    if isinstance(value, list):
        return [plan(block, element) if isinstance(element, dict) else element for element in value]
    if isinstance(value, dict):
        if nesting is Nesting.MAP:
            return {
                key: plan(block, element) if isinstance(element, dict) else element
                for key, element in value.items()
            }
        return plan(block, value)
    return value


def read_only_arguments(
    block: BlockSchema, config: Value, path: tuple[str | int, ...] = ()
) -> list[tuple[str | int, ...]]:
    """Where a configuration sets what only the provider sets; Terraform itself does not look."""
    if not isinstance(config, dict):
        return []
    found: list[tuple[str | int, ...]] = []
    for name, attribute in block.attributes.items():
        value = config.get(name)
        if value is None:
            continue
        if not attribute.settable:
            found.append((*path, name))
        elif attribute.nested is not None and attribute.nesting is not None:
            found += _in_each(attribute.nested, attribute.nesting, value, (*path, name))
    for name, nested in block.blocks.items():
        found += _in_each(nested.block, nested.nesting, config.get(name), (*path, name))
    return found


def _in_each(
    block: BlockSchema, nesting: Nesting, value: Value, path: tuple[str | int, ...]
) -> list[tuple[str | int, ...]]:
    if isinstance(value, list) and nesting is Nesting.SET:  # no path leads into a set
        return []
    if isinstance(value, list):
        return [
            found
            for index, element in enumerate(value)
            for found in read_only_arguments(block, element, (*path, index))
        ]
    if isinstance(value, dict) and nesting is Nesting.MAP:
        return [
            found
            for key, element in value.items()
            for found in read_only_arguments(block, element, (*path, key))
        ]
    return read_only_arguments(block, value, path)
