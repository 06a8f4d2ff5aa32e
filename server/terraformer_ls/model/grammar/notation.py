"""Grammars as plain lists, for the way to another process."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Sequence_
from functools import partial
from typing import assert_never, cast

from terraformer_ls.model.grammar.nodes import (
    EMPTY,
    NOTHING,
    Chars,
    Choice,
    Node,
    Repeat,
    Rule,
    Sequence,
    Text,
)

Json = list[object]


def to_json(root: Node) -> Json:
    """A grammar as lists of lists and texts: the bodies of its rules, the first one its root."""
    numbers: dict[Rule, int] = {}
    bodies: list[object] = []
    waiting: list[Rule] = []

    def number_of(rule: Rule) -> int:
        if rule not in numbers:
            numbers[rule] = len(numbers) + 1
            waiting.append(rule)
        return numbers[rule]

    def listed(node: Node) -> Json | str:
        match node:
            case Text():
                return node.text
            case Chars():
                return ["not" if node.negated else "of", "".join(sorted(node.characters))]
            case Sequence():
                return ["then", *(listed(part) for part in _parts_of(node))]
            case Choice():
                return ["or", *(listed(option) for option in node.options)]
            case Repeat():
                return ["many", listed(node.inner)]
            case Rule():
                return ["rule", number_of(node)]
            case _:
                assert_never(node)

    bodies.append(listed(root))
    while waiting:
        bodies.append(listed(waiting.pop(0).body))
    return bodies


def _parts_of(node: Node) -> Iterator[Node]:
    """The parts of a sequence: deep nesting makes long ones."""
    while isinstance(node, Sequence):
        yield node.first
        node = node.rest
    yield node


def from_json(bodies: Sequence_[object]) -> Node:
    """The grammar that `to_json` wrote."""

    def node(written: object) -> Node:
        if isinstance(written, str):
            return Text(written) if written else EMPTY
        kind, *parts = cast("Json", written)
        match kind:
            case "of" | "not":
                return Chars(frozenset(cast("str", parts[0])), negated=kind == "not")
            case "then":
                *before, made = [node(part) for part in parts]
                for part in reversed(before):
                    made = Sequence(part, made)
                return made
            case "or":
                return Choice(tuple(node(part) for part in parts)) if parts else NOTHING
            case "many":
                return Repeat(node(parts[0]))
            case _:
                return rules[cast("int", parts[0])]

    rules = [Rule(str(number), partial(node, body)) for number, body in enumerate(bodies)]
    return rules[0]
