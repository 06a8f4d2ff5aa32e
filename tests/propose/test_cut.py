from __future__ import annotations

import pytest

from terraformer_ls.propose.cut import cut, shorter

LINE = {"single_line": True, "finished": True}
BLOCK = {"single_line": False, "finished": True}


@pytest.mark.parametrize(
    ("text", "suffix", "how", "shown"),
    [
        pytest.param(' "orders"', "\n}\n", LINE, ' "orders"', id="the rest of a line"),
        pytest.param(' "orders"\n  more = 1', "", LINE, ' "orders"', id="one line only"),
        pytest.param(' "ord', "", {**LINE, "finished": False}, "", id="half a line is none"),
        pytest.param('rders"', '"\n', LINE, "rders", id="what the line has already"),
        pytest.param("a = 1\n}\n}\n", "", BLOCK, "a = 1", id="a closer that closes nothing here"),
        pytest.param("a {\n  b = 1\n}\n}", "", BLOCK, "a {\n  b = 1\n}", id="own closers stay"),
        pytest.param('a = "}"\n}', "", BLOCK, 'a = "}"', id="brackets in strings are text"),
        pytest.param("a = 1\na = 1\na = 1\n", "", BLOCK, "a = 1", id="repetition"),
        pytest.param("a = 1\nb = 2\n", "\n  b = 2\n}", BLOCK, "a = 1", id="the next line again"),
        pytest.param(
            "a = 1\nb = ", "", {**BLOCK, "finished": False}, "a = 1", id="an unfinished last line"
        ),
        pytest.param("x", "", LINE, "", id="too short to be worth it"),
        pytest.param("   \n", "", BLOCK, "", id="nothing but space"),
    ],
)
def test_cut(text: str, suffix: str, how: dict[str, bool], shown: str) -> None:
    assert cut(text, suffix=suffix, **how) == shown


def test_shorter_gives_ever_fewer_lines() -> None:
    assert shorter("a\nb\nc") == ["a\nb\nc", "a\nb", "a"]
