"""The grammar of values: what may be written for an argument of a type.

A value is an operand that fits, with operators behind it, or one that doesn't fit but is only part
of a comparison or condition. What an expression gives in the end is not worked out further: the
schema stage and Terraform judge that.
"""

from __future__ import annotations

from collections.abc import Callable

from terraformer_ls.model.grammar.nodes import Node, choice, sequence, words
from terraformer_ls.propose.constraint.brackets import (
    arguments,
    in_parentheses,
    list_of,
    object_with,
)
from terraformer_ls.propose.constraint.expression_place import ON_A_LINE, ExpressionPlace
from terraformer_ls.propose.constraint.functions import FUNCTIONS
from terraformer_ls.propose.constraint.lexical import NAME, NUMBER, SPACE
from terraformer_ls.propose.constraint.literals import Literals
from terraformer_ls.propose.constraint.operations import Operations
from terraformer_ls.propose.constraint.references import References
from terraformer_ls.propose.constraint.rules import Rules
from terraformer_ls.propose.constraint.scope import Scope
from terraformer_ls.propose.constraint.wanted import Wanted, wanted_for
from terraformer_ls.schema.cty import DYNAMIC, Kind, Type
from terraformer_ls.schema.model import AttributeSchema, BlockSchema, Nesting


class Values:
    """Values in a scope.

    Attributes:
        rules: of their grammar, for what is made of them.

    Args:
        scope: what may be referred to.
        markers: the words that end the heredocs begun so far.
        loops: the names that the `for`s begun so far bind.
    """

    def __init__(
        self, scope: Scope, markers: tuple[str, ...] = (), loops: frozenset[str] = frozenset()
    ) -> None:
        self.rules = Rules()
        self._references = References(scope, self._index, loops)
        self._operations = Operations(self.rules, self._value, self._operand)
        self._literals = Literals(
            self.rules,
            self._references,
            tuple(dict.fromkeys(markers)),
            self._value,
            self._interpolated,
            self._parentheses,
        )

    def of(self, type_: Type) -> Node:
        """Values of a type, on a line of their own."""
        return self._value(type_, ON_A_LINE)

    def of_argument(self, attribute: AttributeSchema) -> Node:
        """Values of an argument."""
        return self._argument(attribute, ON_A_LINE)

    def reference(self) -> Node:
        """A reference to anything."""
        return self._references.to(Wanted.ANY, bound=False)

    def _argument(self, attribute: AttributeSchema, place: ExpressionPlace) -> Node:
        inside, nesting = attribute.nested, attribute.nesting
        if inside is None or nesting is None:
            return self._value(attribute.type, place)
        return self.rules.of(
            ("nested", id(inside), nesting, place), lambda: self._nested(inside, nesting, place)
        )

    def _nested(self, inside: BlockSchema, nesting: Nesting, place: ExpressionPlace) -> Node:
        def one(at: ExpressionPlace) -> Node:
            members = {
                name: self._argument(attribute, at.as_member)
                for name, attribute in inside.attributes.items()
                if attribute.settable
            }
            return self.rules.of(("one", id(inside), at), lambda: object_with(members))

        match nesting:
            case Nesting.SINGLE | Nesting.GROUP:
                literal, wanted = one(place), Wanted.MAP
            case Nesting.MAP:
                literal = self._literals.object_of(
                    self._or_else(one(place.as_member), Wanted.MAP, place.as_member), place
                )
                wanted = Wanted.MAP
            case Nesting.LIST | Nesting.SET:
                literal = list_of(self._or_else(one(place.inside), Wanted.MAP, place.inside))
                wanted = Wanted.LIST
        return self._or_else(literal, wanted, place)

    def _or_else(self, literal: Node, wanted: Wanted, place: ExpressionPlace) -> Node:
        """A literal, or what gives such a value."""
        return choice(
            sequence(
                choice(literal, self._giving(wanted, place)),
                self._operations.behind_fitting(DYNAMIC, place),
            ),
            sequence(self._others(wanted, place), self._operations.behind_other(DYNAMIC, place)),
        )

    def _value(self, type_: Type, place: ExpressionPlace) -> Node:
        key = ("value", str(type_), place)
        return self.rules.of(key, lambda: self._make_value(type_, place))

    def _make_value(self, type_: Type, place: ExpressionPlace) -> Node:
        wanted = wanted_for(type_.kind)
        fitting = choice(self._literals.of(type_, place), self._giving(wanted, place))
        options = [sequence(fitting, self._operations.behind_fitting(type_, place))]
        if wanted is not Wanted.ANY:
            others = self._others(wanted, place)
            if type_.kind is Kind.BOOL:
                others = choice(others, self._literals.string(place), NUMBER)  # to compare with
            options.append(sequence(others, self._operations.behind_other(type_, place)))
        return choice(*options)

    def _interpolated(self, place: ExpressionPlace) -> Node:
        """Any value that is worked out: what is written out needs no `${` in a text.

        Small models nest texts in texts without end.
        """
        return self.rules.of(
            ("interpolated", place),
            lambda: sequence(
                self._giving(Wanted.ANY, place), self._operations.behind_fitting(DYNAMIC, place)
            ),
        )

    def _giving(self, wanted: Wanted, place: ExpressionPlace) -> Node:
        """What gives a value that fits: references, calls, parentheses."""
        return self.rules.of(("giving", wanted, place), lambda: self._make_giving(wanted, place))

    def _make_giving(self, wanted: Wanted, place: ExpressionPlace) -> Node:
        options: list[Node] = [
            self._references.to(wanted, bound=place.bound),
            self._calls(lambda kind: wanted.takes(kind), place),
            self._parentheses(place),
        ]
        if wanted in (Wanted.SCALAR, Wanted.ANY):
            options.append(sequence(choice("!", "-"), SPACE, self._operand(place)))
        return choice(*options)

    def _others(self, wanted: Wanted, place: ExpressionPlace) -> Node:
        """What gives a value that doesn't fit."""
        options: list[Node] = []
        others = (other for other in Wanted if other not in (wanted, Wanted.ANY))
        options += [self._references.to(other, bound=place.bound) for other in others]
        options.append(self._calls(lambda kind: not wanted.takes(kind), place))
        if wanted not in (Wanted.SCALAR, Wanted.ANY):
            options.append(sequence(choice("!", "-"), SPACE, self._operand(place)))
        return choice(*options)

    def _operand(self, place: ExpressionPlace) -> Node:
        """Any operand."""

        def make() -> Node:
            return choice(self._literals.of(DYNAMIC, place), self._giving(Wanted.ANY, place))

        return self.rules.of(("operand", place), make)

    def _index(self, bound: bool) -> Node:
        return self._value(DYNAMIC, ExpressionPlace(True, bound))

    def _parentheses(self, place: ExpressionPlace) -> Node:
        path = self._references.any_path(bound=place.bound)
        return self.rules.of(
            ("parentheses", place.bound),
            lambda: sequence(in_parentheses(self._value(DYNAMIC, place.inside)), path),
        )

    def _calls(self, fits: Callable[[Kind], bool], place: ExpressionPlace) -> Node:
        path = self._references.any_path(bound=place.bound)
        behind = self.rules.of(
            ("call", place.bound),
            lambda: sequence(arguments(self._value(DYNAMIC, place.inside)), path),
        )
        found = {name: behind for name, kind in FUNCTIONS.items() if fits(kind)}
        provided = sequence("provider::", NAME, "::", NAME, behind)
        return choice(words(found), provided)
