"""Arguments whose values are no expressions: types, names of attributes, addresses, moments."""

from __future__ import annotations

from collections.abc import Collection

from terraformer_ls.model.grammar.nodes import (
    EMPTY,
    Node,
    Repeat,
    Rule,
    any_word,
    choice,
    one_of,
    optional,
    repeat,
    sequence,
)
from terraformer_ls.propose.constraint.lexical import GAP, NAME, SPACE
from terraformer_ls.propose.constraint.place import Place
from terraformer_ls.propose.constraint.values import Values
from terraformer_ls.schema.cty import DYNAMIC


def keyword_value(
    place: Place, name: str, values: Values, providers: Collection[str], *, any_alias: bool = True
) -> Node | None:
    """What may be written for an argument of Terraform's own; None for ordinary expressions.

    `providers` are those that a resource may name as its own; with `any_alias` other configurations
    of these, too.
    """
    top = place.bodies[1]
    path = (top.type, *(body.type for body in place.bodies[2:]), name)
    match path:
        case ("variable", "type"):
            return _type(values)
        case ("resource" | "data" | "ephemeral", "provider"):
            others = optional(".", NAME) if any_alias else EMPTY
            return _maybe_quoted(sequence(any_word(providers), others))
        case ("module" | "import", "provider"):
            return _maybe_quoted(_provider())
        case ("module", "providers"):
            pair = sequence(_provider(), SPACE, "=", SPACE, _provider())
            return sequence("{", GAP, repeat(pair, choice(GAP, sequence(SPACE, ",", GAP))), "}")
        case ("moved" | "removed", "from" | "to") | ("import", "to"):
            return _address(values)
        case (*_, "lifecycle", "ignore_changes"):
            return choice("all", _listed(_path(values)))
        case (*_, "depends_on"):
            return _listed(values.reference())
        case (*_, "provisioner", "when"):
            return any_word(("create", "destroy"))
        case (*_, "provisioner", "on_failure"):
            return any_word(("continue", "fail"))
        case (*_, "dynamic", "iterator"):
            return NAME
        case _:
            return None


def _type(values: Values) -> Node:
    """A type constraint, `list(object({ name = string, port = optional(number, 80) }))`."""

    def make() -> Node:
        of = sequence("(", GAP, type_, GAP, ")")
        default = optional(GAP, ",", GAP, values.of(DYNAMIC))
        member = sequence(
            choice(NAME, sequence('"', NAME, '"')),
            SPACE,
            choice("=", ":"),
            SPACE,
            choice(type_, sequence("optional(", GAP, type_, default, GAP, ")")),
        )
        members = repeat(member, choice(sequence(SPACE, ",", GAP), GAP))
        elements = sequence(
            "([", GAP, optional(type_, repeat(GAP, ",", GAP, type_)), optional(","), GAP, "])"
        )
        return choice(
            "string",
            "number",
            "bool",
            "any",
            sequence(any_word(("list", "set", "map")), of),
            sequence("object({", GAP, members, "})"),
            sequence("tuple", elements),
        )

    type_ = Rule("type", make)
    return type_


def _listed(element: Node) -> Node:
    return sequence(
        "[", GAP, optional(element, repeat(GAP, ",", GAP, element), GAP, optional(",", GAP)), "]"
    )


def _maybe_quoted(node: Node) -> Node:
    return choice(node, sequence('"', node, '"'))


def _provider() -> Node:
    return sequence(NAME, optional(".", NAME))


def _path(values: Values) -> Node:
    index = sequence("[", GAP, values.of(DYNAMIC), GAP, "]")
    return sequence(NAME, repeat(choice(sequence(".", NAME), index, sequence(".", _digits()))))


def _address(values: Values) -> Node:
    """An address that need not exist any more."""
    return _path(values)


def _digits() -> Node:
    digit = one_of("0123456789")
    return sequence(digit, Repeat(digit))
