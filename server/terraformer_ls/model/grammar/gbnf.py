"""Grammars in llama.cpp's notation, GBNF.

What a rule looks like is written once and kept as long as the rule is: the grammars of two
keystrokes share most of their rules.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import assert_never
from weakref import WeakKeyDictionary

from terraformer_ls.model.grammar.nodes import Chars, Choice, Node, Repeat, Rule, Sequence, Text

_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\", '"': '\\"'}

_NEVER = '"\\uFFFF"'
"""No text has this character; an alternative without texts can't be said otherwise."""


class TooLarge(Exception):
    """The grammar would be longer than allowed."""


def gbnf(root: Node, *, longest: int = 400_000) -> str:
    """The grammar as text, its first rule called `root`.

    Raises:
        TooLarge: it has more than `longest` characters.
    """
    lines: list[str] = []
    seen: set[Rule] = set()
    text, waiting = _Writer().write(root, "root")
    lines.append(text)
    length = len(text)
    while waiting:
        if length > longest:
            raise TooLarge
        rule = waiting.pop()
        if rule in seen:
            continue
        seen.add(rule)
        known = rule.written
        if known is None:
            known = rule.written = _Writer().write(rule.body, _name(rule))
        lines.append(known[0])
        waiting.extend(known[1])
        length += len(known[0])
    if length > longest:
        raise TooLarge
    return "\n".join(lines)


_names: WeakKeyDictionary[Rule, str] = WeakKeyDictionary()
_numbers = itertools.count()


def _name(rule: Rule) -> str:
    name = _names.get(rule)
    if name is None:
        name = _names[rule] = f"r{next(_numbers)}"
    return name


class _Writer:
    """Writes one rule; what it uses several times is written beside it, once."""

    def __init__(self) -> None:
        self._uses: Counter[Node] = Counter()
        self._parts: dict[Node, str] = {}
        self._waiting: list[Node] = []
        self._rules: dict[Rule, None] = {}

    def write(self, root: Node, name: str) -> tuple[str, list[Rule]]:
        """The rule's lines, and the rules that they name."""
        self._count(root)
        lines = [f"{name} ::= {self._inline(root)}"]
        while self._waiting:
            node = self._waiting.pop()
            lines.append(f"{self._parts[node]} ::= {self._inline(node)}")
        return "\n".join(lines), list(self._rules)

    def _count(self, root: Node) -> None:
        waiting = [root]
        while waiting:
            node = waiting.pop()
            self._uses[node] += 1
            if self._uses[node] > 1:
                continue
            match node:
                case Sequence():
                    waiting += (node.first, node.rest)
                case Choice():
                    waiting += node.options
                case Repeat():
                    waiting.append(node.inner)
                case Text() | Chars() | Rule():
                    pass
                case _:
                    assert_never(node)

    def _reference(self, node: Node) -> str:
        """What stands for a node where it is used."""
        if isinstance(node, Rule):
            self._rules[node] = None
            return _name(node)
        if self._uses[node] == 1 or isinstance(node, Text | Chars):
            return self._inline(node)
        name = self._parts.get(node)
        if name is None:
            name = self._parts[node] = f"r{next(_numbers)}"
            self._waiting.append(node)
        return name

    def _inline(self, node: Node) -> str:
        match node:
            case Text():
                return f'"{_escaped(node.text)}"'
            case Chars():
                return f"[{'^' if node.negated else ''}{_ranges(node.characters)}]"
            case Sequence():
                return " ".join(self._parts_of(node))
            case Choice(options=()):
                return _NEVER
            case Choice():
                return " | ".join(self._reference(option) for option in node.options)
            case Repeat():
                return f"{self._grouped(node.inner, repeated=True)}*"
            case Rule():
                return self._reference(node)
            case _:
                assert_never(node)

    def _parts_of(self, sequence: Sequence) -> Iterator[str]:
        """The parts of a sequence, however many there are: deep nesting makes long ones."""
        node: Node = sequence
        while isinstance(node, Sequence) and (node is sequence or self._uses[node] == 1):
            yield self._grouped(node.first)
            node = node.rest
        yield self._grouped(node)

    def _grouped(self, node: Node, *, repeated: bool = False) -> str:
        written = self._reference(node)
        if node in self._parts:
            return written
        needs_group = isinstance(node, Choice) or (
            repeated and isinstance(node, Sequence | Repeat | Text)
        )
        return f"({written})" if needs_group else written


def _escaped(text: str) -> str:
    return "".join(_character(character) for character in text)


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02X}" if code < 0x100 else f"\\U{code:08X}"


def _ranges(characters: frozenset[str]) -> str:
    """The inside of a character class, neighbours joined; what is special in it stands last."""
    codes = sorted(ord(character) for character in characters - {"^", "-"})
    parts: list[str] = []
    start = 0
    for index, code in enumerate(codes):
        if index + 1 < len(codes) and codes[index + 1] == code + 1:
            continue
        if code - codes[start] < 2:
            parts += [_in_class(chr(each)) for each in codes[start : index + 1]]
        else:
            parts.append(f"{_in_class(chr(codes[start]))}-{_in_class(chr(code))}")
        start = index + 1
    last = [character for character in "^-" if character in characters]
    return "".join([*parts, *last])


def _in_class(character: str) -> str:
    return f"\\{character}" if character in "[]" else _character(character)
