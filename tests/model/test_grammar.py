"""Grammars: what is left of one after a text, and the notation that llama.cpp reads."""

from __future__ import annotations

import gc
import itertools
import re
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terraformer_ls.model.grammar.derive import Derivation
from terraformer_ls.model.grammar.gbnf import TooLarge, gbnf
from terraformer_ls.model.grammar.nodes import (
    NOTHING,
    Node,
    Rule,
    any_word,
    choice,
    name_other_than,
    none_of,
    one_of,
    optional,
    repeat,
    sequence,
)
from terraformer_ls.model.grammar.notation import from_json, to_json
from terraformer_ls.model.grammar.shortest import Shortest

NAMES = st.text("ab_1", max_size=4)


def accepts(node: Node, text: str) -> bool:
    derivation = Derivation()
    return derivation.may_end(derivation.after(node, text))


def nested() -> Node:
    """Lists in lists: `[x,[x]]`."""

    def make() -> Node:
        return choice("x", sequence("[", optional(value, repeat(",", value)), "]"))

    value = Rule("value", make)
    return value


@given(st.sets(NAMES, max_size=6), NAMES)
def test_a_word_is_one_of_those_given(names: set[str], text: str) -> None:
    assert accepts(any_word(names), text) is (text in names)


@given(st.sets(NAMES.filter(bool), max_size=5), st.sets(NAMES.filter(bool), max_size=3), NAMES)
def test_a_name_other_than_some(names: set[str], beginnings: set[str], text: str) -> None:
    is_name = re.fullmatch(r"[ab_][ab_1]*", text) is not None
    expected = is_name and text not in names and not text.startswith(tuple(beginnings))
    assert accepts(name_other_than(names, beginnings, characters="ab_1"), text) is expected


@given(st.text("ab\n", max_size=6))
def test_what_a_regular_expression_says(text: str) -> None:
    node = sequence(repeat(choice("ab", none_of("a"))), optional(one_of("a")))
    assert accepts(node, text) is (re.fullmatch(r"(ab|[^a])*a?", text) is not None)


@pytest.mark.parametrize(
    ("text", "right"),
    [("x", True), ("[]", True), ("[x,[x,[]]]", True), ("[x,", False), ("[x]]", False)],
)
def test_rules_may_be_recursive(text: str, right: bool) -> None:
    assert accepts(nested(), text) is right


def test_how_far_a_text_goes() -> None:
    assert Derivation().longest(nested(), "[x,[y]]") == 4
    assert Derivation().after(nested(), "y") is NOTHING


@given(st.text("x[],", max_size=6))
def test_a_grammar_survives_its_way_to_another_process(text: str) -> None:
    left = Derivation().after(nested(), "[x")
    assert accepts(from_json(to_json(left)), text) is accepts(left, text)


@given(st.text("x[],", max_size=6))
def test_the_shortest_way_to_an_end(text: str) -> None:
    left = Derivation().after(nested(), text)
    end = Shortest().of(left)
    if left is NOTHING:
        assert end is None
    else:
        assert end is not None
        assert accepts(nested(), text + end)
        shorter = (t for n in range(len(end)) for t in itertools.product("x[],", repeat=n))
        assert not any(accepts(left, "".join(characters)) for characters in shorter)


def test_a_language_that_never_ends_has_no_shortest_text() -> None:
    endless = Rule("endless", lambda: sequence("a", endless))
    assert Shortest().of(endless) is None
    grammar = choice(endless, sequence("b", none_of("a"), one_of("yx")))
    assert Shortest().of(grammar) == "bbx"
    assert Shortest().of(one_of("")) is None


def test_gbnf_of_a_recursive_grammar() -> None:
    written = gbnf(sequence('"\n', nested(), none_of('\\]^-"')))
    root, rule = written.splitlines()
    name = rule.partition(" ")[0]
    assert root == f'root ::= "\\"\\n" {name} [^\\"\\\\\\]^-]'
    assert rule == f'{name} ::= "x" | "[" ({name} ("," {name})* | "") "]"'


def test_a_grammar_may_be_too_large() -> None:
    with pytest.raises(TooLarge):
        gbnf(any_word(f"{number:04}" for number in range(3000)), longest=5_000)


def test_a_recursive_grammar_is_let_go_of_when_nobody_uses_it() -> None:
    def written() -> weakref.ref[Rule]:
        rule = Rule("list", lambda: choice("[]", sequence("[", rule, "]")))
        assert "root" in gbnf(sequence("x", rule))
        return weakref.ref(rule)

    kept = written()
    gc.collect()
    assert kept() is None
