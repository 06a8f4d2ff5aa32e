"""The grammar of what may stand behind an operand: operators with other operands, conditions."""

from __future__ import annotations

from collections.abc import Callable

from terraformer_ls.model.grammar.nodes import (
    Node,
    Repeat,
    any_word,
    choice,
    optional,
    sequence,
)
from terraformer_ls.propose.constraint.expression_place import ExpressionPlace
from terraformer_ls.propose.constraint.rules import Rules
from terraformer_ls.propose.constraint.wanted import Wanted, wanted_for
from terraformer_ls.schema.cty import Type

_OPERATORS = ("==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/", "%")


class Operations:
    """Operations on the values of a scope.

    Args:
        rules: the grammar's.
        value: values of a type.
        operand: operands of any type.
    """

    def __init__(
        self,
        rules: Rules,
        value: Callable[[Type, ExpressionPlace], Node],
        operand: Callable[[ExpressionPlace], Node],
    ) -> None:
        self._rules = rules
        self._value = value
        self._operand = operand

    def behind_fitting(self, type_: Type, place: ExpressionPlace) -> Node:
        """What may follow an operand that is a value of the type."""
        return sequence(self._operations(place), optional(self._question(type_, place)))

    def behind_other(self, type_: Type, place: ExpressionPlace) -> Node:
        """What turns an operand of another type into a value of this one."""
        question = self._question(type_, place)
        if wanted_for(type_.kind) in (Wanted.LIST, Wanted.MAP):
            return sequence(self._operations(place), question)
        operation = self._operation(place)
        return choice(question, sequence(operation, self._operations(place), optional(question)))

    def _operations(self, place: ExpressionPlace) -> Node:
        return self._rules.of(("operations", place), lambda: Repeat(self._operation(place)))

    def _operation(self, place: ExpressionPlace) -> Node:
        gap = place.gap
        return self._rules.of(
            ("operation", place),
            lambda: sequence(gap, any_word(_OPERATORS), gap, self._operand(place)),
        )

    def _question(self, type_: Type, place: ExpressionPlace) -> Node:
        gap = place.gap

        def make() -> Node:
            value = self._value(type_, place)
            return sequence(gap, "?", gap, value, gap, ":", gap, value)

        return self._rules.of(("question", str(type_), place), make)
