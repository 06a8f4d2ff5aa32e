"""What is left of a language after a text: Brzozowski's derivatives, character by character.

They turn the grammar of a whole line into that of what may follow the part that is there, wherever
the cursor is: in a word, a string, a list inside a call. And they tell whether a text is allowed.
"""

from __future__ import annotations

from typing import assert_never

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


class Derivation:
    """Derives nodes and remembers what it found; worth keeping as long as the grammar."""

    def __init__(self) -> None:
        self._texts: dict[str, Text] = {"": EMPTY}
        self._sequences: dict[tuple[Node, Node], Node] = {}
        self._choices: dict[tuple[Node, ...], Node] = {}
        self._found: dict[tuple[Node, str], Node] = {}
        self._endable: dict[Node, bool] = {EMPTY: True, NOTHING: False}

    def after(self, node: Node, text: str) -> Node:
        """What may follow `text`; `NOTHING` if the text is not the start of anything allowed."""
        for character in text:
            node = self._after(node, character)
            if node is NOTHING:
                break
        return node

    def longest(self, node: Node, text: str) -> int:
        """How many characters of `text` are the start of something allowed."""
        for index, character in enumerate(text):
            node = self._after(node, character)
            if node is NOTHING:
                return index
        return len(text)

    def may_end(self, node: Node) -> bool:
        """Whether the empty text is allowed."""
        known = self._endable.get(node)
        if known is not None:
            return known
        if isinstance(node, Rule):
            self._endable[node] = False  # while it is looked into
        match node:
            case Text():
                endable = not node.text
            case Chars():
                endable = False
            case Sequence():
                endable = self.may_end(node.first) and self.may_end(node.rest)
            case Choice():
                endable = any(self.may_end(option) for option in node.options)
            case Repeat():
                endable = True
            case Rule():
                endable = self.may_end(node.body)
            case _:
                assert_never(node)
        self._endable[node] = endable
        return endable

    def _after(self, node: Node, character: str) -> Node:
        key = (node, character)
        known = self._found.get(key)
        if known is None:
            known = self._found[key] = self._derive(node, character)
        return known

    def _derive(self, node: Node, character: str) -> Node:
        match node:
            case Text():
                return self._text(node.text[1:]) if node.text[:1] == character else NOTHING
            case Chars():
                return EMPTY if node.allows(character) else NOTHING
            case Sequence():
                behind_first = self._join(self._after(node.first, character), node.rest)
                if not self.may_end(node.first):
                    return behind_first
                return self._either(behind_first, self._after(node.rest, character))
            case Choice():
                return self._either(*(self._after(option, character) for option in node.options))
            case Repeat():
                return self._join(self._after(node.inner, character), node)
            case Rule():
                return self._after(node.body, character)
            case _:
                assert_never(node)

    def _text(self, text: str) -> Text:
        return self._texts.setdefault(text, Text(text))

    def _join(self, first: Node, rest: Node) -> Node:
        if first is NOTHING or rest is NOTHING:
            return NOTHING
        if first is EMPTY:
            return rest
        if rest is EMPTY:
            return first
        if isinstance(first, Sequence):
            # Always nested to the right, so that the same language is the same node.
            return self._join(first.first, self._join(first.rest, rest))
        key = (first, rest)
        known = self._sequences.get(key)
        if known is None:
            known = self._sequences[key] = Sequence(first, rest)
        return known

    def _either(self, *options: Node) -> Node:
        found: dict[Node, None] = {}
        for option in options:
            if isinstance(option, Choice):
                found.update(dict.fromkeys(option.options))
            else:
                found[option] = None
        if len(found) <= 1:
            return next(iter(found), NOTHING)
        key = tuple(found)
        known = self._choices.get(key)
        if known is None:
            known = self._choices[key] = Choice(key)
        return known
