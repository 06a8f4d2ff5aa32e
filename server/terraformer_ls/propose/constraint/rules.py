"""Rules of a grammar, each made once: what refers to itself, and what is used in many places."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from terraformer_ls.model.grammar.nodes import Node, Rule


class Rules:
    """Rules by what they stand for."""

    def __init__(self) -> None:
        self._made: dict[Hashable, Rule] = {}

    def of(self, key: Hashable, make: Callable[[], Node]) -> Rule:
        """The rule of that key. It keeps alive what `make` holds, so ids may be keys."""
        rule = self._made.get(key)
        if rule is None:
            rule = self._made[key] = Rule(str(key), make)
        return rule
