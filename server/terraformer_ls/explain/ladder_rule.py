"""Explanations of the rules of the stages before `policy`, a sentence or two each.

Rules of `validate` and `plan` are named after the headlines of Terraform's own errors, which are
too many to list: those that nearly everyone meets are here.
"""

from __future__ import annotations

from terraformer_ls.explain.explanation import Explanation


def explain_ladder_rule(rule: str) -> Explanation | None:
    """What a rule of `syntax`, `schema`, `validate` or `plan` means."""
    found = _RULES.get(rule.lower())
    return Explanation(rule.lower(), *found) if found is not None else None


_RULES: dict[str, tuple[str, str]] = {
    "syntax-error": (
        "The text is not HCL",
        "Terraform reads nothing of a file that does not parse. The other rules go on with those "
        "blocks that are whole.",
    ),
    "not-utf8": (
        "The text is not UTF-8",
        "Terraform files are UTF-8. A byte that is not is refused where it counts and only shown "
        "as a hint in a comment.",
    ),
    "unknown-block": (
        "There is no such block here",
        "Neither the language nor the provider's schema knows a block of this name at this place.",
    ),
    "unknown-type": (
        "The provider has no such type",
        "The provider's schema, in the version that the module asks for, does not have it.",
    ),
    "unknown-argument": (
        "There is no such argument",
        "The schema of the block does not have it: a slip of the pen, another version of the "
        "provider, or an argument of another block.",
    ),
    "unknown-attribute": (
        "The object has no such attribute",
        "The expression reads an attribute that the schema of what it refers to does not have.",
    ),
    "unknown-variable": (
        "A value for a variable that is not declared",
        "The file gives a value to a name for which the module has no `variable` block.",
    ),
    "read-only-argument": (
        "The provider sets this, not you",
        "The attribute is computed: it can be read by others but not be given a value.",
    ),
    "missing-argument": (
        "A required argument is missing",
        "The schema requires it, so neither `validate` nor `plan` can succeed without.",
    ),
    "missing-block": (
        "A required block is missing",
        "The schema requires at least one block of this name.",
    ),
    "insufficient-blocks": (
        "Too few blocks of a name",
        "The schema requires more blocks of this name than there are.",
    ),
    "too-many-blocks": (
        "Too many blocks of a name",
        "The schema allows fewer blocks of this name than there are.",
    ),
    "duplicate-argument": (
        "An argument is set twice",
        "Each argument may be set once in a block; Terraform refuses the second one.",
    ),
    "duplicate-address": (
        "Two blocks have the same address",
        "An address names one object in the whole module, whatever file it stands in.",
    ),
    "duplicate-provider": (
        "A provider is configured twice",
        "A second configuration of a provider needs an `alias` of its own.",
    ),
    "block-as-argument": (
        "A block is written as an argument",
        "The schema has a nested block of this name: write it without `=`.",
    ),
    "argument-as-block": (
        "An argument is written as a block",
        "The schema has an argument of this name: write it with `=`.",
    ),
    "wrong-type": (
        "The value has the wrong type",
        "The schema wants another type, and Terraform can't convert this value to it.",
    ),
    "wrong-labels": (
        "The block has too many or too few labels",
        "How many labels follow a block's type is fixed: two for a `resource`, one for a "
        "`variable`, none for `locals`.",
    ),
    "invalid-reference": (
        "This refers to nothing",
        "A reference is a resource's type and name, or starts with `var`, `local`, `module`, "
        "`data`, `each`, `count`, `self`, `path` or `terraform`.",
    ),
    "reference-out-of-scope": (
        "This can't be referred to here",
        "`each`, `count` and `self` have a meaning only inside of certain blocks.",
    ),
    "undeclared-variable": (
        "A variable is not declared",
        "The module has no `variable` block of this name.",
    ),
    "undeclared-local": (
        "A local value is not declared",
        "No `locals` block of the module has this name.",
    ),
    "undeclared-module": (
        "A module call is not declared",
        "The module has no `module` block of this name.",
    ),
    "undeclared-data": (
        "A data source is not declared",
        "The module has no `data` block of this type and name.",
    ),
    "undeclared-resource": (
        "A resource is not declared",
        "The module has no `resource` block of this type and name. Objects of other modules are "
        "reached through outputs.",
    ),
    "undeclared-output": (
        "The module has no such output",
        "Only what a module declares as `output` can be read from outside.",
    ),
    "unused-variable": ("Nothing reads this variable", "It can go, if nobody sets it."),
    "unused-local": ("Nothing reads this local value", "It can go."),
    "unused-data": (
        "Nothing reads this data source",
        "It is still read at every plan, which takes time and permissions.",
    ),
    "approximate-schema": (
        "The provider's schema is not that of the version asked for",
        "The nearest one that TerraFormer has was used: what it says may differ from the real one.",
    ),
    "expired-suppression": (
        "A suppression has ended",
        "The day that its comment gives as `until=` has passed, or is no date. Renew it with a new "
        "day, or remove it and fix what it silenced.",
    ),
    "module-not-installed": (
        "A module from elsewhere is not here",
        "TerraFormer downloads nothing: run `terraform init`, and the module is looked for in "
        "`.terraform/modules`.",
    ),
    "unsupported-argument": (
        "Terraform knows no such argument here",
        "What `validate` says of an argument that the block's schema does not have.",
    ),
    "unsupported-attribute": (
        "Terraform knows no such attribute",
        "What `validate` says of an attribute that an object does not have.",
    ),
    "unsupported-block-type": (
        "Terraform knows no such block here",
        "What `validate` says of a nested block that the schema does not have.",
    ),
    "missing-required-argument": (
        "Terraform misses a required argument",
        "What `validate` says of an argument without which the block makes no sense.",
    ),
    "invalid-resource-type": (
        "Terraform knows no such resource type",
        "The provider, in the version asked for, does not have it.",
    ),
    "invalid-data-source": (
        "Terraform knows no such data source",
        "The provider, in the version asked for, does not have it.",
    ),
    "reference-to-undeclared-resource": (
        "A resource is not declared",
        "The module has no `resource` block of this type and name.",
    ),
    "reference-to-undeclared-input-variable": (
        "A variable is not declared",
        "The module has no `variable` block of this name.",
    ),
    "cycle": (
        "Objects depend on each other in a circle",
        "Terraform creates what others refer to first, and here there is no first.",
    ),
}
