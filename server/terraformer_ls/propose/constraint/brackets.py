"""The grammar of brackets: lists, objects, the `for`s that make them, parentheses and arguments.

Knows how they are written, not which values belong into them.
"""

from __future__ import annotations

from collections.abc import Mapping

from terraformer_ls.model.grammar.nodes import (
    Node,
    choice,
    one_of,
    optional,
    repeat,
    sequence,
    some,
    words,
)
from terraformer_ls.propose.constraint.lexical import COMMENT, GAP, NAME, SPACE

_BLANK = some(one_of(" \t\n"))


def in_parentheses(value: Node) -> Node:
    """A value in parentheses."""
    return sequence("(", GAP, value, GAP, ")")


def arguments(value: Node) -> Node:
    """The arguments of a call, the last one possibly expanded."""
    return sequence(
        "(",
        GAP,
        optional(
            value,
            repeat(GAP, ",", GAP, value),
            GAP,
            optional(choice("...", ","), GAP),
        ),
        ")",
    )


def list_of(value: Node) -> Node:
    """A list of values."""
    return sequence(
        "[",
        GAP,
        optional(value, repeat(GAP, ",", GAP, value), GAP, optional(",", GAP)),
        "]",
    )


def object_of(key: Node, value: Node) -> Node:
    """An object with any keys."""
    return _members(sequence(key, _is(value)))


def object_with(members: Mapping[str, Node]) -> Node:
    """An object with members of these names, each with a value of its own."""
    if not members:
        return sequence("{", GAP, "}")
    written = {name: _is(value) for name, value in members.items()}
    quoted = {f'"{name}"': rest for name, rest in written.items()}
    return _members(words({**written, **quoted}))


def for_list(collection: Node, value: Node, condition: Node) -> Node:
    """A list made of what is in a collection."""
    return sequence("[", GAP, _for_head(collection), value, _if(condition), GAP, "]")


def for_object(collection: Node, key: Node, value: Node, condition: Node) -> Node:
    """An object made of what is in a collection."""
    return sequence(
        "{",
        GAP,
        _for_head(collection),
        key,
        GAP,
        "=>",
        GAP,
        value,
        optional(GAP, "..."),
        _if(condition),
        GAP,
        "}",
    )


def _is(value: Node) -> Node:
    return sequence(SPACE, choice("=", ":"), SPACE, value)


def _members(member: Node) -> Node:
    between = sequence(
        SPACE,
        choice(
            sequence(",", GAP),
            sequence(optional(COMMENT), optional("\r"), "\n", GAP),
        ),
    )
    return sequence(
        "{", GAP, optional(member, repeat(between, member), optional(between)), SPACE, "}"
    )


def _for_head(collection: Node) -> Node:
    return sequence(
        "for",
        _BLANK,
        NAME,
        optional(SPACE, ",", SPACE, NAME),
        _BLANK,
        "in",
        _BLANK,
        collection,
        GAP,
        ":",
        GAP,
    )


def _if(condition: Node) -> Node:
    return optional(GAP, "if", _BLANK, condition)
