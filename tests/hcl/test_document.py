"""Documents of any bytes, and edits that leave the tree as a fresh parse would."""

from __future__ import annotations

from pathlib import Path

import pytest
import tree_sitter
from hypothesis import given, settings
from hypothesis import strategies as st

from terraformer_ls.hcl.blocks import block_at, top_level_attributes, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import (
    OverlappingEditsError,
    TextEdit,
    apply_edits,
    minimal_edit,
)
from terraformer_ls.hcl.positions import Span
from terraformer_ls.verify.ladder import Verifier
from terraformer_ls.verify.report import Status
from terraformer_ls.verify.stages.syntax import SyntaxStage
from terraformer_ls.workspace.snapshot import Snapshot

START = (
    'resource "aws_s3_bucket" "é🙂" {\r\n  bucket = "${var.x}-b" # c\n  tags = {\n    a = 1\n  }\n'
    '  text = <<EOT\nhello ${x}\nEOT\n}\n\nvariable "漢" {}\n'
)
PIECES = st.sampled_from(
    ["{", "}", '"', "${", "\n", "\r\n", "=", "é", "🙂", "<<EOT\n", "x", " ", "[", "/*", "#", "\r"]
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 8), PIECES), max_size=8)


@settings(max_examples=300)
@given(EDITS)
def test_an_edited_document_equals_a_fresh_one(edits: list[tuple[float, int, str]]) -> None:
    text, document = START, Document(START.encode())
    for where, removed, inserted in edits:
        assert document.root is not None  # so that the edit starts from a tree
        at = int(where * len(text))
        span = Span(len(text[:at].encode()), len(text[: at + removed].encode()))
        text = text[:at] + inserted + text[at + removed :]
        document = document.edited(TextEdit(span, inserted))
    assert document.text == text.encode()
    fresh = Document(document.text)
    assert document.lines.line_count == fresh.lines.line_count
    if not fresh.root.has_error:  # how an error is recovered from may depend on what was before
        assert _outline(document.root) == _outline(fresh.root)
    assert document.root.end_byte <= len(document.text)


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_minimal_edit_turns_one_text_into_the_other(before: str, after: str) -> None:
    edit = minimal_edit(before.encode(), after.encode())
    if edit is None:
        assert before == after
    else:
        assert apply_edits(before.encode(), [edit]) == after.encode()


@given(st.text(min_size=1, max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_the_minimal_edit_touches_no_common_start_or_end(a: str, b: str, c: str) -> None:
    edit = minimal_edit((a + b + a).encode(), (a + c + a).encode())
    if edit is not None:
        assert edit.span.end - edit.span.start <= len(b.encode()) + len(a.encode())


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(OverlappingEditsError):
        apply_edits(b"abc", [TextEdit(Span(0, 2), ""), TextEdit(Span(1, 3), "")])


NESTED = 5_000
STRANGE = {
    "empty": b"",
    "byte order mark": b"\xef\xbb\xbfa = 1\n",
    "carriage returns": b"a {\r  b = 1\r}\r",
    "no UTF-8": b'a {\n  b = "\xff\xfe"\n}\n\xc3',
    "NUL bytes": b"a\0 {\0}\0",
    "program": bytes(range(256)) * 40,
    "brackets": b"a = " + b"[" * NESTED + b"]" * NESTED,
    "open brackets": b"a = " + b"[" * NESTED,
    "objects": b"a = " + b"{ a = " * NESTED + b"1" + b"}" * NESTED,
    "blocks": b"a {\n" * NESTED + b"}\n" * NESTED,
    "open blocks": b"a {\n" * NESTED,
    "templates": b"a = " + b'"${' * NESTED,
    "conditions": b"a = " + b"a ? " * NESTED,
    "calls": b"a = " + b"f(" * NESTED,
    "minuses": b"a = " + b"-" * NESTED + b"1\n",
    "additions": b"a = 1" + b"+1" * NESTED,
    "quotes": b'"' * NESTED,
    "big": (b'resource "a" "b" {\n  c = "' + b"d" * 5_000 + b'"\n}\n') * 1_000,
}


@pytest.mark.parametrize("name", STRANGE)
def test_any_bytes_make_a_document_and_a_verdict(name: str) -> None:
    document = Document(STRANGE[name])
    blocks = [block for top in top_level_blocks(document) for block in top.walk()]
    assert all(block.span.end <= len(document.text) for block in blocks)
    assert all(found.name for found in top_level_attributes(document))
    assert block_at(document, len(document.text)) is None or blocks
    snapshot = Snapshot(Path("/nowhere"), {"main.tf": document})
    result = Verifier([SyntaxStage()]).verify(snapshot).results[0]
    assert result.status is not Status.SKIPPED  # which is what a bug in a stage looks like
    assert len(result.findings) <= 20


FIRST = 'resource "a" "first" {\n  x = 1\n}\n\n'
LAST = '\nresource "z" "last" {\n  n {\n    k = 1\n  }\n}\n\noutput "o" {\n  value = 1\n}\n'


@pytest.mark.parametrize(
    "half",
    [
        "resource",
        'resource "m"',
        'resource "m" "half" ',
        'resource "m" "half" {',
        'resource "m" "half" {\n  foo = ',
        'resource "m" "half" {\n  foo = \n}\n',
        'resource "m" "half" {\n  foo = "abc\n}\n',
        'resource "m" "half" {\n  foo = [1,\n',
        'resource "m" "half" {\n  foo = "${var.',
        'resource "m" "half" {\n  foo = <<EOT\n  abc\n',
        'resource "m" "half" {\n  foo = f(\n}\n',
        'resource "m" "half" {\n  nested {\n    a = 1\n}\n',
        'resource "m" "half" {\n  nes\n}\n',
        'resource "m" "half" {\n  tags = {\n    a =\n  }\n}\n',
        "}\n",
        "foo = {\n",
    ],
)
def test_a_half_typed_block_leaves_its_neighbours_alone(half: str) -> None:
    document = Document((FIRST + half + LAST).encode())
    blocks = {block.address: block for block in top_level_blocks(document)}
    assert blocks.keys() - {"m.half"} == {"a.first", "z.last", "output.o"}
    assert ("m.half" in blocks) == ("{" in half and '"half"' in half)
    last = blocks["z.last"]
    assert [block.type for block in last.blocks] == ["n"]
    assert document.text[last.span.start : last.span.end].decode() == LAST.strip().split("\n\n")[0]
    inside = document.text.index(b"k = 1")
    found = block_at(document, inside)
    assert found is not None
    assert found.type == "n"


def test_a_heredoc_with_terraform_in_it_stays_whole_in_a_broken_file() -> None:
    inside = 'resource "x" "y" {\n}\n' * 3
    text = f'a "b" {{\n  c = <<EOT\n{inside}EOT\n}}\n\nd "e" {{\n  f =\n}}\n'
    assert [block.type for block in top_level_blocks(Document(text.encode()))] == ["a", "d"]


def _outline(node: tree_sitter.Node) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    waiting = [node]
    while waiting:
        current = waiting.pop()
        found.append((current.type, current.start_byte, current.end_byte))
        waiting.extend(reversed(current.children))
    return found
