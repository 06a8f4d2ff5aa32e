"""The shortest text of a language: how to come to an end."""

from __future__ import annotations

from typing import assert_never

from terraformer_ls.model.grammar.nodes import (
    DIGITS,
    LETTERS,
    Chars,
    Choice,
    Node,
    Repeat,
    Rule,
    Sequence,
    Text,
)

_PREFERRED = f"{LETTERS}{DIGITS}"


class Shortest:
    """Finds shortest texts, and remembers those of what a grammar is made of."""

    def __init__(self) -> None:
        self._known: dict[Node, str] = {}
        self._seen: set[Node] = set()

    def of(self, root: Node) -> str | None:
        """The shortest text that is allowed, of several the first; None if none is."""
        nodes = self._new_in(root)
        is_shorter = True
        while is_shorter:  # once, and again where rules are in themselves
            is_shorter = False
            for node in nodes:
                text = self._made_of_parts(node)
                known = self._known.get(node)
                if text is not None and (known is None or len(text) < len(known)):
                    self._known[node] = text
                    is_shorter = True
        return self._known.get(root)

    def _made_of_parts(self, node: Node) -> str | None:
        match node:
            case Text():
                return node.text
            case Chars():
                return _one_of(node)
            case Sequence():
                first, rest = self._known.get(node.first), self._known.get(node.rest)
                return None if first is None or rest is None else first + rest
            case Choice():
                found = (self._known.get(option) for option in node.options)
                return min((text for text in found if text is not None), key=len, default=None)
            case Repeat():
                return ""
            case Rule():
                return self._known.get(node.body)
            case _:
                assert_never(node)

    def _new_in(self, root: Node) -> list[Node]:
        """What was not seen before, each behind its parts unless it is a part of these."""
        ordered: list[Node] = []
        waiting: list[tuple[Node, bool]] = [(root, False)]
        while waiting:
            node, are_parts_there = waiting.pop()
            if are_parts_there:
                ordered.append(node)
            elif node not in self._seen:
                self._seen.add(node)
                waiting.append((node, True))
                waiting.extend((part, False) for part in _parts(node))
        return ordered


def _one_of(node: Chars) -> str | None:
    usual = sorted(node.characters) if not node.negated else _PREFERRED
    return next((character for character in usual if node.allows(character)), None)


def _parts(node: Node) -> tuple[Node, ...]:
    match node:
        case Sequence():
            return node.first, node.rest
        case Choice():
            return node.options
        case Rule():
            return (node.body,)
        case Text() | Chars() | Repeat():
            return ()
        case _:
            assert_never(node)
