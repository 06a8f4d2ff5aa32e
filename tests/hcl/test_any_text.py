"""The grammar and the formatter take whatever they are given."""

from __future__ import annotations

import random

from corpus import own_examples
from hypothesis import given, settings
from hypothesis import strategies as st
from mutations import mutated

from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.format import formatted
from terraformer_ls.hcl.grammar import problems_of
from terraformer_ls.hcl.tokens import tokens_of

PIECES = st.sampled_from(
    [
        *(b'"', b"${", b"%{", b"}", b"{", b"[", b"(", b")", b"]", b"<<E\n", b"E\n", b"\n", b"a"),
        *(b" ", b"=", b"if", b"for", b"in", b"\\", b"1", b".", b"*", b":", b"?", b"#", b"/*"),
        *(b"*/", b"\r", b"\xff", b"~", b",", b"=>", b"...", b"\0", b"'", b"-", b"!", b"endif"),
        *("é".encode(), "🙂".encode(), b'a "b" {\n', b"a = 1\n", b"}\n", b"\na {"),
    ]
)


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=25).map(b"".join))
def test_problems_lie_in_the_text_and_tokens_make_it_up(text: bytes) -> None:
    for problem in problems_of(text) or ():
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
        assert problem.message
    tokens = tokens_of(text)
    rebuilt = b"".join(b" " * token.spaces + token.text for token in tokens)
    assert text.replace(b"\t", b" ").startswith(rebuilt)
    assert not text[len(rebuilt) :].strip()


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=25).map(b"".join))
def test_blocks_lie_in_each_other(text: bytes) -> None:
    for top in top_level_blocks(Document(text)):
        for block in top.walk():
            assert 0 <= block.span.start <= block.body.start <= block.body.end <= block.span.end
            assert all(block.span.encloses(inner.span) for inner in block.blocks)
            assert all(block.span.encloses(found.span) for found in block.attributes)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=12).map(b"".join))
def test_what_is_laid_out_stays_so_and_still_parses(text: bytes) -> None:
    once = formatted(text)
    assert formatted(once) == once
    assert (problems_of(once) == ()) == (problems_of(text) == ())


def test_errors_far_apart_are_each_told_once() -> None:
    random_ = random.Random(5)
    texts = [text for text in own_examples() if not problems_of(text)]
    told = [len(problems_of(mutated(text, random_)) or ()) for text in texts]
    # One mutation is one problem, but for those that open a string or bracket over many lines.
    assert sum(number > 2 for number in told) <= len(told) / 20
