"""What a grammar is made of: characters, one after the other, alternatives, repetition, rules.

A grammar here describes texts character by character; there are no tokens. Rules may be recursive,
but a rule never begins with itself. Nodes are compared by identity, which makes them cheap keys.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Sequence as Sequence_
from dataclasses import dataclass, field

LETTERS = string.ascii_letters
DIGITS = string.digits
WORD = f"{LETTERS}{DIGITS}_-"
"""The characters that names in HCL are made of."""


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """Exactly this text; the empty one is `EMPTY`."""

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Chars:
    """One character: one of these or, negated, any other."""

    characters: frozenset[str]
    negated: bool = False

    def allows(self, character: str) -> bool:
        """Whether it may be this character."""
        return (character in self.characters) is not self.negated


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """One after the other."""

    first: Node
    rest: Node


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """Any one of these; of none of them is `NOTHING`, the language without texts."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Repeat:
    """None, one or more of these."""

    inner: Node


@dataclass(slots=True, eq=False, weakref_slot=True)
class Rule:
    """Something named, made when it is first looked into: so rules may be recursive.

    `written` is how a notation keeps what it made of the rule, with the rules that this names: here
    and not in a dictionary beside, where a recursive rule would keep itself alive for good.
    """

    name: str
    make: Callable[[], Node]
    written: tuple[str, Sequence_[Rule]] | None = field(default=None, init=False)
    _body: Node | None = field(default=None, init=False)

    @property
    def body(self) -> Node:
        """What it stands for."""
        if self._body is None:
            self._body = self.make()
        return self._body


Node = Text | Chars | Sequence | Choice | Repeat | Rule

EMPTY = Text("")
NOTHING = Choice(())


def sequence(*parts: Node | str) -> Node:
    """The parts one after the other."""
    made: Node = EMPTY
    for part in reversed(parts):
        node = Text(part) if isinstance(part, str) else part
        if node is NOTHING or made is NOTHING:
            return NOTHING
        if isinstance(node, Text) and not node.text:
            continue
        made = node if made is EMPTY else Sequence(node, made)
    return made


def choice(*options: Node | str) -> Node:
    """Any one of the options."""
    found: dict[Node, None] = {}
    for option in options:
        node = Text(option) if isinstance(option, str) else option
        if isinstance(node, Choice):
            found.update(dict.fromkeys(node.options))
        else:
            found[node] = None
    return next(iter(found)) if len(found) == 1 else Choice(tuple(found)) if found else NOTHING


def optional(*parts: Node | str) -> Node:
    """The parts one after the other, or nothing."""
    return choice(sequence(*parts), EMPTY)


def repeat(*parts: Node | str) -> Node:
    """The parts one after the other, any number of times."""
    return Repeat(sequence(*parts))


def some(node: Node) -> Node:
    """One or more."""
    return sequence(node, Repeat(node))


def one_of(characters: str) -> Chars:
    """One of these characters."""
    return Chars(frozenset(characters))


def none_of(characters: str) -> Chars:
    """Any character but these."""
    return Chars(frozenset(characters), negated=True)


def words(following: Mapping[str, Node]) -> Node:
    """Any of these words, each with what follows it.

    What words have in common at their start is written once: then few ways are open at a time,
    which is what reading a grammar costs.
    """
    ordered = sorted(following)
    return _words(following, ordered, 0, len(ordered), 0)


def _words(
    following: Mapping[str, Node], ordered: Sequence_[str], start: int, end: int, known: int
) -> Node:
    """The words from `start` to `end`, whose first `known` characters are the same and written."""
    options: list[Node] = []
    if start < end and len(ordered[start]) == known:
        options.append(following[ordered[start]])
        start += 1
    while start < end:
        first = ordered[start]
        stop = start + 1
        while stop < end and ordered[stop][known] == first[known]:
            stop += 1
        last = ordered[stop - 1]
        common = known + 1
        while common < min(len(first), len(last)) and first[common] == last[common]:
            common += 1
        if stop == start + 1:
            options.append(sequence(first[known:], following[first]))
        else:
            rest = _words(following, ordered, start, stop, common)
            options.append(sequence(first[known:common], rest))
        start = stop
    return choice(*options)


def any_word(names: Iterable[str]) -> Node:
    """Any of these words."""
    return words(dict.fromkeys(names, EMPTY))


def name_other_than(
    names: Iterable[str], beginnings: Iterable[str] = (), *, characters: str = WORD
) -> Node:
    """A name that is none of `names` and starts with none of `beginnings`.

    Args:
        names: what it may not be.
        beginnings: what it may not start with.
        characters: what names are made of; digits and dashes don't start one.
    """
    any_rest = Repeat(one_of(characters))

    def after(so_far: str) -> Node:
        """What may follow a beginning of something that is not allowed."""
        longer = {name for name in refused if len(name) > len(so_far) and name.startswith(so_far)}
        openings = {name for name in started if len(name) > len(so_far) and name.startswith(so_far)}
        possible = characters if so_far else [c for c in characters if c not in f"{DIGITS}-"]
        following = {name[len(so_far)] for name in (*longer, *openings)}.intersection(possible)
        allowed = [character for character in possible if character not in following]
        options: list[Node] = [sequence(one_of("".join(allowed)), any_rest)]
        options += [
            sequence(character, after(so_far + character))
            for character in sorted(following)
            if so_far + character not in started
        ]
        if so_far and so_far not in refused:
            options.append(EMPTY)
        return choice(*options)

    refused, started = frozenset(names), frozenset(beginnings)
    return after("")
