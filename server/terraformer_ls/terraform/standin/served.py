"""How types are served where Terraform does not take them as providers describe them."""

from __future__ import annotations

from terraformer_ls.schema.cty import DYNAMIC, Kind, Type
from terraformer_ls.schema.model import BlockSchema, NestedBlock, Nesting


def has_dynamic(type_: Type) -> bool:
    """Whether anything inside is not typed."""
    if type_.kind is Kind.DYNAMIC:
        return True
    inside = (
        *((type_.element,) if type_.element is not None else ()),
        *(type_.attributes or {}).values(),
        *type_.elements,
    )
    return any(has_dynamic(inner) for inner in inside)


def served_type(type_: Type) -> Type:
    """The type as it is served: Terraform takes no collection of what is not typed."""
    if type_.element is not None:
        return DYNAMIC if has_dynamic(type_.element) else type_
    return type_


def served_nesting(nested: NestedBlock) -> Nesting:
    """The nesting as it is served: a set can't hold what is not typed or write-only."""
    unfit = nested.nesting is Nesting.SET and unfit_for_set(nested.block)
    return Nesting.LIST if unfit else nested.nesting


def unfit_for_set(block: BlockSchema) -> bool:
    """Whether Terraform refuses such a block, or object, in a set."""
    return any(
        has_dynamic(attribute.type) or attribute.write_only
        for attribute in block.attributes.values()
    ) or any(unfit_for_set(nested.block) for nested in block.blocks.values())
