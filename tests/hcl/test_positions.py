"""Offsets to lines and columns and back, in every encoding that a client may choose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terraformer_ls.hcl.positions import Encoding, LineIndex, Position

TEXTS = st.text(st.sampled_from('a é漢🙂\n\r\t"{}=\0\ufeff'), max_size=60)


@given(TEXTS, st.sampled_from(Encoding))
def test_every_character_start_comes_back(text: str, encoding: Encoding) -> None:
    index = LineIndex(text.encode())
    for number in range(len(text) + 1):
        if 0 < number < len(text) and text[number - 1 : number + 1] == "\r\n":
            continue  # within a line end there is no position
        offset = len(text[:number].encode())
        assert index.offset(index.position(offset, encoding), encoding) == offset


@given(TEXTS)
def test_columns_count_what_the_encoding_says(text: str) -> None:
    index = LineIndex(text.encode())
    for number in range(len(text) + 1):
        before = text[:number]
        if before.endswith("\r") and text[number : number + 1] == "\n":
            continue
        line = before.replace("\r\n", "\n").replace("\r", "\n").rpartition("\n")[2]
        line_number = before.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        offset = len(before.encode())
        assert index.position(offset, Encoding.UTF8) == Position(line_number, len(line.encode()))
        utf16 = len(line.encode("utf-16-le")) // 2
        assert index.position(offset, Encoding.UTF16) == Position(line_number, utf16)
        assert index.position(offset, Encoding.UTF32) == Position(line_number, len(line))


@given(
    st.binary(max_size=40),
    st.integers(-3, 50),
    st.integers(-3, 50),
    st.sampled_from(Encoding),
)
def test_any_position_in_any_bytes_is_somewhere(
    text: bytes, line: int, column: int, encoding: Encoding
) -> None:
    index = LineIndex(text)
    offset = index.offset(Position(line, column), encoding)
    assert 0 <= offset <= len(text)
    assert 0 <= index.position(offset, encoding).line < index.line_count


@pytest.mark.parametrize(
    ("position", "offset"),
    [
        (Position(0, 99), 4),  # past the line's end: its end
        (Position(9, 0), 9),  # past the last line: the end
        (Position(1, 1), 5),  # inside a surrogate pair: before it
        (Position(1, 2), 9),
        (Position(0, -1), 0),
    ],
)
def test_positions_that_a_client_should_not_send(position: Position, offset: int) -> None:
    assert LineIndex("ab=\u0031\r🙂".encode()).offset(position, Encoding.UTF16) == offset
