"""The grammar of references: addresses in scope, and what their values have for attributes."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from terraformer_ls.model.grammar.nodes import (
    DIGITS,
    EMPTY,
    NOTHING,
    Node,
    Rule,
    choice,
    name_other_than,
    one_of,
    repeat,
    sequence,
    some,
    words,
)
from terraformer_ls.propose.constraint.lexical import GAP, NAME
from terraformer_ls.propose.constraint.scope import Referable, Scope
from terraformer_ls.propose.constraint.wanted import Wanted
from terraformer_ls.schema.cty import DYNAMIC, Kind, Type
from terraformer_ls.schema.model import AttributeSchema, BlockSchema, Nesting

_ROOTS = ("var", "local", "module", "data", "ephemeral", "resource", "each", "count", "self")

# Attributes of very many types would make a grammar of megabytes: those of the rest go unchecked
# here, the schema stage looks at them anyway.
_MOST_TYPES = 40


class References:
    """References in a scope.

    Args:
        scope: what may be referred to.
        index: the grammar of what may stand in `[ ]`.
        loops: names that `for`s are known to bind.
    """

    def __init__(
        self, scope: Scope, index: Callable[[bool], Node], loops: frozenset[str] = frozenset()
    ) -> None:
        self._loops = loops
        self._scope = scope
        self._index = index
        self._rules: dict[Hashable, Rule] = {}
        self._types_seen: set[int] = set()

    def to(self, wanted: Wanted, *, bound: bool) -> Node:
        """References to values that `wanted` takes.

        Args:
            wanted: what the place wants.
            bound: whether a `for` around it may have bound names.
        """
        return self._rule(("to", wanted, bound), lambda: self._roots(wanted, bound))

    def any_path(self, *, bound: bool) -> Node:
        """Steps into a value of which nothing is known."""
        return self._rule(
            ("path", bound),
            lambda: repeat(
                choice(
                    sequence(".", choice(NAME, "*", some(one_of(DIGITS)))),
                    sequence("[", GAP, choice("*", self._index(bound)), GAP, "]"),
                )
            ),
        )

    def _rule(self, key: Hashable, make: Callable[[], Node]) -> Rule:
        rule = self._rules.get(key)
        if rule is None:
            rule = self._rules[key] = Rule(str(key), make)
        return rule

    def _roots(self, wanted: Wanted, bound: bool) -> Node:
        found: dict[str, Node] = {}
        for referable in self._scope.referables:
            found[".".join(referable.address)] = self._steps(referable, wanted, bound)
        scalar = wanted in (Wanted.SCALAR, Wanted.ANY)
        for root, names in self._scope.bound.items():
            if not names:
                found[root] = sequence(".", NAME, self.any_path(bound=bound))
            for name in names:
                if root in ("path", "terraform", "count") or (root, name) == ("each", "key"):
                    if scalar:
                        found[f"{root}.{name}"] = EMPTY
                else:
                    found[f"{root}.{name}"] = self.any_path(bound=bound)
        known = words({name: steps for name, steps in found.items() if steps is not NOTHING})
        if not bound:
            return known
        # Whatever a `for` binds is not called like a root or like a resource type.
        beginnings = [f"{provider}_" for provider in self._scope.providers]
        names = name_other_than((*_ROOTS, "true", "false", "null", "for", "if", "in"), beginnings)
        return choice(
            known, sequence(choice(names, *sorted(self._loops)), self.any_path(bound=True))
        )

    def _steps(self, referable: Referable, wanted: Wanted, bound: bool) -> Node:
        if referable.address[0] in ("var", "local"):
            return self._of_type(referable.type, wanted, bound)
        one = self._one(referable, wanted, bound)
        if referable.indexed is None:
            return one
        options = [sequence("[", GAP, self._index(bound), GAP, "]", one)]
        if wanted in (Wanted.LIST, Wanted.ANY):
            options.append(
                sequence("[", GAP, "*", GAP, "]", self._one(referable, Wanted.ANY, bound))
            )
        if wanted is Wanted.ANY or wanted is _whole(referable.indexed):
            options.append(EMPTY)
        if referable.indexed is Kind.DYNAMIC:
            options.append(one)
        return choice(*options)

    def _one(self, referable: Referable, wanted: Wanted, bound: bool) -> Node:
        """Steps into one instance of a block."""
        if referable.address[0] == "module":
            whole = EMPTY if wanted in (Wanted.MAP, Wanted.ANY) else NOTHING
            if referable.outputs is None:
                names: Node = NAME
            else:
                names = words(dict.fromkeys(referable.outputs, EMPTY))
            return choice(whole, sequence(".", names, self.any_path(bound=bound)))
        if referable.schema is None:
            return self.any_path(bound=bound)
        return self._of_block(referable.schema, wanted, bound)

    def _of_block(self, schema: BlockSchema, wanted: Wanted, bound: bool) -> Node:
        if id(schema) not in self._types_seen:
            if len(self._types_seen) >= _MOST_TYPES or schema.folded:
                return self.any_path(bound=bound)
            self._types_seen.add(id(schema))
        return self._rule(
            ("block", id(schema), wanted, bound), lambda: self._block(schema, wanted, bound)
        )

    def _block(self, schema: BlockSchema, wanted: Wanted, bound: bool) -> Node:
        names: dict[str, Node] = {}
        for name, attribute in schema.attributes.items():
            names[name] = self._of_attribute(attribute, wanted, bound)
        for name, nested in schema.blocks.items():
            names[name] = self._of_nested(nested.nesting, nested.block, wanted, bound)
        allowed = {name: steps for name, steps in names.items() if steps is not NOTHING}
        whole = EMPTY if wanted in (Wanted.MAP, Wanted.ANY) else NOTHING
        return choice(whole, sequence(".", words(allowed)))

    def _of_attribute(self, attribute: AttributeSchema, wanted: Wanted, bound: bool) -> Node:
        if attribute.nested is not None and attribute.nesting is not None:
            return self._of_nested(attribute.nesting, attribute.nested, wanted, bound)
        return self._of_type(attribute.type, wanted, bound)

    def _of_nested(
        self, nesting: Nesting, inside: BlockSchema, wanted: Wanted, bound: bool
    ) -> Node:
        def one(inner: Wanted) -> Node:
            return self._rule(
                ("inside", id(inside), inner, bound), lambda: self._block(inside, inner, bound)
            )

        if nesting in (Nesting.SINGLE, Nesting.GROUP):
            return one(wanted)
        kind = Kind.MAP if nesting is Nesting.MAP else Kind(nesting.value)
        return self._collection(kind, one, wanted, bound)

    def _of_type(self, type_: Type, wanted: Wanted, bound: bool) -> Node:
        if type_.kind is Kind.DYNAMIC:
            return self.any_path(bound=bound)
        if type_.kind in (Kind.STRING, Kind.NUMBER, Kind.BOOL):
            return EMPTY if wanted.takes(type_.kind) else NOTHING
        key = ("type", str(type_), wanted, bound)
        return self._rule(key, lambda: self._into(type_, wanted, bound))

    def _into(self, type_: Type, wanted: Wanted, bound: bool) -> Node:
        if type_.attributes is not None:
            names = {
                name: self._of_type(inner, wanted, bound)
                for name, inner in type_.attributes.items()
            }
            allowed = {name: steps for name, steps in names.items() if steps is not NOTHING}
            whole = EMPTY if wanted.takes(type_.kind) else NOTHING
            return choice(whole, sequence(".", words(allowed)))
        element = type_.element or DYNAMIC
        return self._collection(
            type_.kind, lambda inner: self._of_type(element, inner, bound), wanted, bound
        )

    def _collection(
        self, kind: Kind, element: Callable[[Wanted], Node], wanted: Wanted, bound: bool
    ) -> Node:
        options: list[Node] = [EMPTY if wanted.takes(kind) else NOTHING]
        if kind is not Kind.SET:
            options.append(sequence("[", GAP, self._index(bound), GAP, "]", element(wanted)))
        if kind is Kind.MAP:
            options.append(sequence(".", NAME, element(wanted)))
        else:
            if kind is not Kind.SET:
                options.append(sequence(".", some(one_of(DIGITS)), element(wanted)))
            if wanted in (Wanted.LIST, Wanted.ANY):
                splat = choice(sequence("[", GAP, "*", GAP, "]"), ".*")
                options.append(sequence(splat, element(Wanted.ANY)))
        return choice(*options)


def _whole(kind: Kind) -> Wanted:
    return Wanted.LIST if kind is Kind.LIST else Wanted.MAP
