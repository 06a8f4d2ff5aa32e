"""The grammar of values: what may be written for an argument of a type.

A value is an operand that fits, with operators behind it, or one that doesn't fit but is only part
of a comparison or condition. What an expression gives in the end is not worked out further: the
schema stage and Terraform judge that.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from terraformer_ls.model.grammar.nodes import (
    DIGITS,
    Node,
    Repeat,
    Rule,
    any_word,
    choice,
    one_of,
    optional,
    repeat,
    sequence,
    some,
    words,
)
from terraformer_ls.propose.constraint.functions import FUNCTIONS
from terraformer_ls.propose.constraint.lexical import COMMENT, GAP, NAME, NUMBER, SPACE
from terraformer_ls.propose.constraint.references import References
from terraformer_ls.propose.constraint.scope import Scope
from terraformer_ls.propose.constraint.templates import heredoc, quoted, template
from terraformer_ls.propose.constraint.wanted import Wanted, wanted_for
from terraformer_ls.schema.cty import DYNAMIC, Kind, Type
from terraformer_ls.schema.model import AttributeSchema, BlockSchema, Nesting

_OPERATORS = ("==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/", "%")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an expression stands: whether lines may end in it, and whether a `for` is around."""

    free: bool = False
    bound: bool = False

    @property
    def inside(self) -> _Place:
        """In brackets."""
        return _Place(True, self.bound)

    @property
    def in_for(self) -> _Place:
        """In the brackets of a `for`."""
        return _Place(True, True)


_LINE = _Place()


class Values:
    """Values in a scope.

    Args:
        scope: what may be referred to.
        markers: the words that end the heredocs begun so far.
        loops: the names that the `for`s begun so far bind.
    """

    def __init__(
        self, scope: Scope, markers: tuple[str, ...] = (), loops: frozenset[str] = frozenset()
    ) -> None:
        self._markers = tuple(dict.fromkeys(markers))
        self._references = References(scope, self._index, loops)
        self._rules: dict[Hashable, Rule] = {}

    def of(self, type_: Type) -> Node:
        """Values of a type, on a line of their own."""
        return self._value(type_, _LINE)

    def of_argument(self, attribute: AttributeSchema) -> Node:
        """Values of an argument."""
        return self._argument(attribute, _LINE)

    def reference(self) -> Node:
        """A reference to anything."""
        return self._references.to(Wanted.ANY, bound=False)

    def rule(self, key: Hashable, make: Callable[[], Node]) -> Rule:
        """The rule of that key, made once. It keeps alive what `make` holds, so ids may be keys."""
        rule = self._rules.get(key)
        if rule is None:
            rule = self._rules[key] = Rule(str(key), make)
        return rule

    def _argument(self, attribute: AttributeSchema, place: _Place) -> Node:
        inside, nesting = attribute.nested, attribute.nesting
        if inside is None or nesting is None:
            return self._value(attribute.type, place)
        return self.rule(
            ("nested", id(inside), nesting, place), lambda: self._nested(inside, nesting, place)
        )

    def _nested(self, inside: BlockSchema, nesting: Nesting, place: _Place) -> Node:
        def one(at: _Place) -> Node:
            members = {
                name: self._argument(attribute, _Place(False, at.bound))
                for name, attribute in inside.attributes.items()
                if attribute.settable
            }
            return self.rule(("one", id(inside), at), lambda: self._object_of(members, at))

        match nesting:
            case Nesting.SINGLE | Nesting.GROUP:
                literal, wanted = one(place), Wanted.MAP
            case Nesting.MAP:
                literal = self._object(lambda at: self._or_else(one(at), Wanted.MAP, at), place)
                wanted = Wanted.MAP
            case Nesting.LIST | Nesting.SET:
                literal = self._list(lambda at: self._or_else(one(at), Wanted.MAP, at), place)
                wanted = Wanted.LIST
        return self._or_else(literal, wanted, place)

    def _or_else(self, literal: Node, wanted: Wanted, place: _Place) -> Node:
        """A literal, or what gives such a value."""
        return choice(
            sequence(choice(literal, self._giving(wanted, place)), self._tail(DYNAMIC, place)),
            sequence(self._others(wanted, place), self._condition(DYNAMIC, place)),
        )

    def _value(self, type_: Type, place: _Place) -> Node:
        key = ("value", str(type_), place)
        return self.rule(key, lambda: self._make_value(type_, place))

    def _make_value(self, type_: Type, place: _Place) -> Node:
        wanted = wanted_for(type_.kind)
        fitting = choice(self._literal(type_, place), self._giving(wanted, place))
        options = [sequence(fitting, self._tail(type_, place))]
        if wanted is not Wanted.ANY:
            others = self._others(wanted, place)
            if type_.kind is Kind.BOOL:
                others = choice(others, self._string(place), NUMBER)  # to compare with
            options.append(sequence(others, self._condition(type_, place)))
        return choice(*options)

    def _literal(self, type_: Type, place: _Place) -> Node:
        """Literals that become a value of the type."""
        match type_.kind:
            case Kind.STRING:
                return choice(
                    self._string(place), self._heredoc(place), NUMBER, "true", "false", "null"
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
                    self._list(lambda at: self._value(element, at), place),
                    self._for_list(element, place),
                    "null",
                )
            case Kind.MAP:
                element = type_.element or DYNAMIC
                return choice(
                    self._object(lambda at: self._value(element, at), place),
                    self._for_object(element, place),
                    "null",
                )
            case Kind.OBJECT:
                members = {
                    name: self._value(inner, _Place(False, place.bound))
                    for name, inner in (type_.attributes or {}).items()
                }
                return choice(
                    self._object_of(members, place), self._for_object(DYNAMIC, place), "null"
                )
            case Kind.DYNAMIC:
                path = self._references.any_path(bound=place.bound)
                return choice(
                    self._string(place),
                    self._heredoc(place),
                    NUMBER,
                    "true",
                    "false",
                    "null",
                    sequence(
                        choice(
                            self._list(lambda at: self._value(DYNAMIC, at), place),
                            self._object(lambda at: self._value(DYNAMIC, at), place),
                            self._for_list(DYNAMIC, place),
                            self._for_object(DYNAMIC, place),
                        ),
                        path,
                    ),
                )

    def _giving(self, wanted: Wanted, place: _Place) -> Node:
        """What gives a value that fits: references, calls, parentheses."""
        return self.rule(("giving", wanted, place), lambda: self._make_giving(wanted, place))

    def _make_giving(self, wanted: Wanted, place: _Place) -> Node:
        options: list[Node] = [
            self._references.to(wanted, bound=place.bound),
            self._calls(lambda kind: wanted.takes(kind), place),
            self._parentheses(place),
        ]
        if wanted in (Wanted.SCALAR, Wanted.ANY):
            options.append(sequence(choice("!", "-"), SPACE, self._operand(place)))
        return choice(*options)

    def _others(self, wanted: Wanted, place: _Place) -> Node:
        """What gives a value that doesn't fit."""
        options: list[Node] = []
        others = (other for other in Wanted if other not in (wanted, Wanted.ANY))
        options += [self._references.to(other, bound=place.bound) for other in others]
        options.append(self._calls(lambda kind: not wanted.takes(kind), place))
        if wanted not in (Wanted.SCALAR, Wanted.ANY):
            options.append(sequence(choice("!", "-"), SPACE, self._operand(place)))
        return choice(*options)

    def _operand(self, place: _Place) -> Node:
        """Any operand."""

        def make() -> Node:
            return choice(self._literal(DYNAMIC, place), self._giving(Wanted.ANY, place))

        return self.rule(("operand", place), make)

    def _tail(self, type_: Type, place: _Place) -> Node:
        return sequence(self._operations(place), optional(self._question(type_, place)))

    def _condition(self, type_: Type, place: _Place) -> Node:
        """What turns an operand of another type into a value of this one."""
        question = self._question(type_, place)
        if wanted_for(type_.kind) in (Wanted.LIST, Wanted.MAP):
            return sequence(self._operations(place), question)
        operation = self._operation(place)
        return choice(question, sequence(operation, self._operations(place), optional(question)))

    def _operations(self, place: _Place) -> Node:
        return self.rule(("operations", place), lambda: Repeat(self._operation(place)))

    def _operation(self, place: _Place) -> Node:
        gap = _gap(place)
        return self.rule(
            ("operation", place),
            lambda: sequence(gap, any_word(_OPERATORS), gap, self._operand(place)),
        )

    def _question(self, type_: Type, place: _Place) -> Node:
        gap = _gap(place)
        return self.rule(
            ("question", str(type_), place),
            lambda: sequence(
                gap, "?", gap, self._value(type_, place), gap, ":", gap, self._value(type_, place)
            ),
        )

    def _index(self, bound: bool) -> Node:
        return self._value(DYNAMIC, _Place(True, bound))

    def _parentheses(self, place: _Place) -> Node:
        path = self._references.any_path(bound=place.bound)
        return self.rule(
            ("parentheses", place.bound),
            lambda: sequence("(", GAP, self._value(DYNAMIC, place.inside), GAP, ")", path),
        )

    def _calls(self, fits: Callable[[Kind], bool], place: _Place) -> Node:
        path = self._references.any_path(bound=place.bound)
        behind = self.rule(
            ("call", place.bound), lambda: sequence(self._arguments(place.inside), path)
        )
        found = {name: behind for name, kind in FUNCTIONS.items() if fits(kind)}
        provided = sequence("provider::", NAME, "::", NAME, behind)
        return choice(words(found), provided)

    def _arguments(self, place: _Place) -> Node:
        value = self._value(DYNAMIC, place)
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

    def _list(self, element: Callable[[_Place], Node], place: _Place) -> Node:
        value = element(place.inside)
        return sequence(
            "[",
            GAP,
            optional(value, repeat(GAP, ",", GAP, value), GAP, optional(",", GAP)),
            "]",
        )

    def _object(self, element: Callable[[_Place], Node], place: _Place) -> Node:
        key = choice(
            NAME,
            some(one_of(DIGITS)),
            self._string(place.inside),
            self._parentheses(place),
        )
        return self._members(sequence(key, self._is(element(_Place(False, place.bound)))))

    def _object_of(self, members: Mapping[str, Node], place: _Place) -> Node:
        del place
        if not members:
            return sequence("{", GAP, "}")
        written = {name: self._is(value) for name, value in members.items()}
        quoted = {f'"{name}"': rest for name, rest in written.items()}
        return self._members(words({**written, **quoted}))

    def _is(self, value: Node) -> Node:
        return sequence(SPACE, choice("=", ":"), SPACE, value)

    def _members(self, member: Node) -> Node:
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

    def _for_list(self, element: Type, place: _Place) -> Node:
        inside = place.in_for
        return sequence(
            "[",
            GAP,
            self._for_head(place),
            self._value(element, inside),
            self._for_condition(inside),
            GAP,
            "]",
        )

    def _for_object(self, element: Type, place: _Place) -> Node:
        inside = place.in_for
        return sequence(
            "{",
            GAP,
            self._for_head(place),
            self._value(DYNAMIC, inside),
            GAP,
            "=>",
            GAP,
            self._value(element, inside),
            optional(GAP, "..."),
            self._for_condition(inside),
            GAP,
            "}",
        )

    def _for_head(self, place: _Place) -> Node:
        blank = some(one_of(" \t\n"))
        return sequence(
            "for",
            blank,
            NAME,
            optional(SPACE, ",", SPACE, NAME),
            blank,
            "in",
            blank,
            self._value(DYNAMIC, place.inside),
            GAP,
            ":",
            GAP,
        )

    def _for_condition(self, inside: _Place) -> Node:
        return optional(GAP, "if", some(one_of(" \t\n")), self._value(DYNAMIC, inside))

    def _template(self, place: _Place) -> Node:
        return self.rule(
            ("template", place.bound), lambda: template(self._value(DYNAMIC, place.inside))
        )

    def _only_template(self, place: _Place) -> Node:
        """A string that is nothing but one template, which keeps its type."""
        return sequence('"${', GAP, self._value(DYNAMIC, place.inside), GAP, '}"')

    def _string(self, place: _Place) -> Node:
        return self.rule(("string", place.bound), lambda: quoted(self._template(place)))

    def _heredoc(self, place: _Place) -> Node:
        return self.rule(
            ("heredoc", place.bound), lambda: heredoc(self._markers, self._template(place))
        )


def _gap(place: _Place) -> Node:
    return GAP if place.free else SPACE
