"""The grammar of literals: what is written out as a value of a type."""

from __future__ import annotations

from collections.abc import Callable

from terraformer_ls.model.grammar.nodes import (
    DIGITS,
    Node,
    choice,
    one_of,
    optional,
    sequence,
    some,
)
from terraformer_ls.propose.constraint.brackets import (
    for_list,
    for_object,
    list_of,
    object_of,
    object_with,
)
from terraformer_ls.propose.constraint.expression_place import ExpressionPlace
from terraformer_ls.propose.constraint.lexical import GAP, NAME, NUMBER, SPACE
from terraformer_ls.propose.constraint.references import References
from terraformer_ls.propose.constraint.rules import Rules
from terraformer_ls.propose.constraint.templates import heredoc, quoted, template
from terraformer_ls.schema.cty import DYNAMIC, Kind, Type


class Literals:
    """Literals with values of a scope in them.

    Args:
        rules: the grammar's.
        references: what may be referred to, and looked into.
        markers: the words that end the heredocs begun so far.
        value: values of a type.
        interpolated: any value that a text may have between `${` and `}`.
        parentheses: any value in parentheses.
    """

    def __init__(
        self,
        rules: Rules,
        references: References,
        markers: tuple[str, ...],
        value: Callable[[Type, ExpressionPlace], Node],
        interpolated: Callable[[ExpressionPlace], Node],
        parentheses: Callable[[ExpressionPlace], Node],
    ) -> None:
        self._rules = rules
        self._references = references
        self._markers = markers
        self._value = value
        self._interpolated = interpolated
        self._parentheses = parentheses

    def of(self, type_: Type, place: ExpressionPlace) -> Node:
        """Literals that become a value of the type."""
        match type_.kind:
            case Kind.STRING:
                return choice(
                    self.string(place), self._heredoc(place), NUMBER, "true", "false", "null"
                )
            case Kind.NUMBER:
                quoted = sequence('"', optional("-"), NUMBER, '"')
                return choice(NUMBER, quoted, self._only_template(place), "null")
            case Kind.BOOL:
                quoted = choice('"true"', '"false"')
                return choice("true", "false", quoted, self._only_template(place), "null")
            case Kind.LIST | Kind.SET | Kind.TUPLE:
                element = type_.element or DYNAMIC
                return choice(
                    list_of(self._value(element, place.inside)),
                    self._for_list(element, place),
                    "null",
                )
            case Kind.MAP:
                element = type_.element or DYNAMIC
                return choice(
                    self.object_of(self._value(element, place.as_member), place),
                    self._for_object(element, place),
                    "null",
                )
            case Kind.OBJECT:
                members = {
                    name: self._value(inner, place.as_member)
                    for name, inner in (type_.attributes or {}).items()
                }
                return choice(object_with(members), self._for_object(DYNAMIC, place), "null")
            case Kind.DYNAMIC:
                path = self._references.any_path(bound=place.bound)
                return choice(
                    self.string(place),
                    self._heredoc(place),
                    NUMBER,
                    "true",
                    "false",
                    "null",
                    sequence(
                        choice(
                            list_of(self._value(DYNAMIC, place.inside)),
                            self.object_of(self._value(DYNAMIC, place.as_member), place),
                            self._for_list(DYNAMIC, place),
                            self._for_object(DYNAMIC, place),
                        ),
                        path,
                    ),
                )

    def object_of(self, value: Node, place: ExpressionPlace) -> Node:
        """An object with any keys."""
        key = choice(
            NAME,
            some(one_of(DIGITS)),
            self.string(place.inside),
            self._parentheses(place),
        )
        return object_of(key, value)

    def string(self, place: ExpressionPlace) -> Node:
        """A string in quotes."""
        return self._rules.of(("string", place.bound), lambda: quoted(self._template(place)))

    def _for_list(self, element: Type, place: ExpressionPlace) -> Node:
        return for_list(
            self._value(DYNAMIC, place.inside),
            self._value(element, place.in_for),
            condition=self._value(DYNAMIC, place.in_for),
        )

    def _for_object(self, element: Type, place: ExpressionPlace) -> Node:
        return for_object(
            self._value(DYNAMIC, place.inside),
            self._value(DYNAMIC, place.in_for),
            self._value(element, place.in_for),
            condition=self._value(DYNAMIC, place.in_for),
        )

    def _template(self, place: ExpressionPlace) -> Node:
        return self._rules.of(
            ("template", place.bound), lambda: template(self._interpolated(place.inside))
        )

    def _only_template(self, place: ExpressionPlace) -> Node:
        """A string that is nothing but one template, which keeps its type."""
        return sequence('"${', SPACE, self._interpolated(place.inside), GAP, '}"')

    def _heredoc(self, place: ExpressionPlace) -> Node:
        return self._rules.of(
            ("heredoc", place.bound), lambda: heredoc(self._markers, self._template(place))
        )
