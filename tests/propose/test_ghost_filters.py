"""What of a model's answer is left for a cursor, marked ◊, before anything is verified."""

from __future__ import annotations

import pytest

from terraformer_ls.hcl.document import Document
from terraformer_ls.propose.ghost.filters import filtered, shorter
from terraformer_ls.propose.ghost.filters.draft import Draft
from terraformer_ls.propose.ghost.gap import Extent, Gap, gap_at

BUCKET = 'resource "aws_s3_bucket" "a" {\n'


def gap(text: str) -> Gap:
    before, after = text.split("◊")
    found = gap_at(Document((before + after).encode()), len(before.encode()))
    assert found is not None
    return found


def left(text: str, answer: str, *, finished: bool = True) -> str:
    return filtered(Draft(answer, finished), gap(text))


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("◊", Extent.BLOCK),
        (BUCKET + "}\n\n◊\n", Extent.BLOCK),
        (BUCKET + "  ◊\n}\n", Extent.BODY),
        (BUCKET + "◊\n", Extent.BODY),
        (BUCKET.rstrip() + "◊}\n", Extent.BODY),
        (BUCKET + "  tags = {◊\n}\n", Extent.BODY),
        (BUCKET + "  ◊\n  bucket = 1\n}\n", Extent.LINE),
        (BUCKET + "  bucket = ◊\n}\n", Extent.LINE),
        (BUCKET + '  bucket = "{◊"\n}\n', Extent.LINE),
        (BUCKET + "  buck◊\n}\n", Extent.LINE),
    ],
)
def test_how_much_is_wanted(text: str, extent: Extent) -> None:
    assert gap(text).extent is extent


@pytest.mark.parametrize(
    "text",
    [
        BUCKET + "  # say ◊\n}\n",
        BUCKET + "  ◊bucket = 1 + 1\n}\n",
        BUCKET + "  policy = <<-EOT\n    a\n    ◊\n",
    ],
)
def test_where_nothing_is_wanted(text: str) -> None:
    before, after = text.split("◊")
    assert gap_at(Document((before + after).encode()), len(before.encode())) is None


@pytest.mark.parametrize(
    ("text", "unclosed"),
    [
        (BUCKET + "  ◊\n}\n", 0),
        (BUCKET + "  ◊\n", 1),
        (BUCKET + "  tags = {◊\n}\n", 1),
        (BUCKET + '  name = "${var.◊\n}\n', 1),
        (BUCKET + '  name = "a"\n  # }\n  more = "}"\n◊', 1),
        (BUCKET + "  ◊\n" + BUCKET.replace('"a"', '"b"') + "}\n", 1),
        (BUCKET + '  name = "lo◊\n}\n', 0),
        (BUCKET + "  text = <<EOT\n}}}\nEOT\n  ◊\n}\n", 0),
    ],
)
def test_what_the_file_leaves_open(text: str, unclosed: int) -> None:
    assert gap(text).unclosed == unclosed


LINE = BUCKET + "  bucket =◊\n}\n"
BODY = BUCKET + "  ◊\n}\n"


@pytest.mark.parametrize(
    ("text", "answer", "shown"),
    [
        pytest.param(LINE, ' "orders"', ' "orders"', id="the rest of a line"),
        pytest.param(LINE, ' "orders"\n  more = 1', ' "orders"', id="one line only"),
        pytest.param(
            LINE, " [\n1,\n2,\n]\nmore = 1", " [\n    1,\n    2,\n  ]", id="one statement of lines"
        ),
        pytest.param(
            BODY, f"a{' ' * 20}= 1", f"a{' ' * 20}= 1", id="spaces that align are no circle"
        ),
        pytest.param(LINE, ' "000000000000"', ' "000000000000"', id="zeros are no circle"),
        pytest.param(BODY, "a   =    1", "a   = 1", id="one space after an equals sign"),
        pytest.param(BUCKET + "  a = ◊\n}\n", ' "b"', '"b"', id="a space that is there already"),
        pytest.param(LINE, "x", "", id="too short to be worth it"),
        pytest.param(BODY, "   \n", "", id="nothing but space"),
        pytest.param(BODY, "\n\n  a = 1\n", "a = 1", id="blank lines before the first word"),
        pytest.param(BODY, "# a comment\n", "", id="nothing but a comment"),
        pytest.param(
            BUCKET + '  bucket = "o◊"\n}\n', 'rders"', "rders", id="what the line has already"
        ),
        pytest.param(
            BUCKET + '  bucket = "o◊\n}\n', 'rders"', 'rders"', id="a quote that is missing"
        ),
        pytest.param(
            BUCKET + '  bucket = "${var.◊\n}\n', 'a}"', 'a}"', id="a template that is open"
        ),
        pytest.param(
            BUCKET + '  bucket = "${var.◊}"\n}\n', 'name}"', "name", id="one that is closed"
        ),
        pytest.param(
            BUCKET + "  tags = {◊\n}\n", " a = 1 }", "\n    a = 1 }", id="a closer that is missing"
        ),
        pytest.param(BODY, "a = 1\n}\n}\n", "a = 1", id="a closer that closes nothing here"),
        pytest.param(BODY, "a {\n    b = 1\n  }\n}", "a {\n    b = 1\n  }", id="own closers stay"),
        pytest.param(BODY, 'a = "}"\n}', 'a = "}"', id="brackets in strings are text"),
        pytest.param(BODY, "a = 1\na = 1\na = 1\n", "a = 1", id="repetition"),
        pytest.param(
            BODY,
            "a = 1\n  b = 2\n  c = 3\n  b = 2\n  c = 3\n",
            "a = 1\n  b = 2\n  c = 3\n  b = 2",
            id="a circle",
        ),
        pytest.param(LINE, ' ["a", "a", "a", "a", "a"]', "", id="a circle within a line"),
        pytest.param(
            BUCKET + "  a = 1\n  ◊\n}\n", "a = 1\n  b = 2\n", "", id="what stands right above"
        ),
        pytest.param(
            BUCKET + "  ◊\n  b   = 2\n}", "b = 2\n", "", id="what stands right below, aligned"
        ),
        pytest.param(
            BUCKET + "  ◊\n}\n\n" + BUCKET + "}\n",
            "    a = 1\n      b {\n  c = 2\n}",
            "a = 1\n  b {\n    c = 2\n  }",
            id="indentation",
        ),
        pytest.param(
            BUCKET + "◊\n}\n",
            "  policy = <<EOT\na\n   b\nEOT\nc = 1",
            "  policy = <<EOT\na\n   b\nEOT\n  c = 1",
            id="the lines of a heredoc stay",
        ),
        pytest.param(
            BODY, "a = 1\n  # checkov:skip=CKV_AWS_20\n  b = 1", "a = 1", id="a silencing comment"
        ),
        pytest.param("◊", BUCKET + "  a = 1", BUCKET + "  a = 1\n}", id="a block's last brace"),
        pytest.param("◊", "}", "", id="a brace alone"),
        pytest.param(
            BUCKET.rstrip() + "◊}\n", "\n  a = 1\n}", "\n  a = 1\n", id="between two braces"
        ),
        pytest.param(BUCKET.rstrip() + "◊", "\n  a = 1", "\n  a = 1\n}", id="after an open brace"),
    ],
)
def test_what_is_left(text: str, answer: str, shown: str) -> None:
    assert left(text, answer) == shown


@pytest.mark.parametrize(
    ("text", "answer", "shown"),
    [
        pytest.param(LINE, ' "ord', "", id="half a line is none"),
        pytest.param(LINE, ' "ord"\n', ' "ord"', id="a whole one is"),
        pytest.param(BODY, "a = 1\n  b = ", "a = 1", id="the last line is left out"),
        pytest.param("◊", BUCKET + "  a = 1\n  b", BUCKET + "  a = 1", id="nothing is closed"),
    ],
)
def test_what_is_left_when_the_model_was_stopped(text: str, answer: str, shown: str) -> None:
    assert left(text, answer, finished=False) == shown


def test_shorter_texts_have_ever_fewer_lines() -> None:
    assert shorter("a = 1\n  b = 2\n  c = 3", gap(BODY)) == (
        "a = 1\n  b = 2\n  c = 3",
        "a = 1\n  b = 2",
        "a = 1",
    )


def test_a_shorter_block_is_closed_again() -> None:
    assert shorter(BUCKET + "  a = 1\n  b = 2\n}", gap("◊"))[:3] == (
        BUCKET + "  a = 1\n  b = 2\n}",
        BUCKET + "  a = 1\n}",
        BUCKET + "}",
    )
