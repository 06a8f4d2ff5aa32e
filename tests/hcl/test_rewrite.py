"""Edits look as if the author had made them and `terraform fmt` had been run."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from corpus import own_examples

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit, apply_edits
from terraformer_ls.hcl.format import formatted
from terraformer_ls.hcl.grammar import problems_of
from terraformer_ls.hcl.rewrite import (
    append_block,
    insert_after_block,
    insert_attribute,
    insert_block,
    remove_attribute,
    remove_block,
    rename_attribute,
    rename_block,
    rename_label,
    set_value,
)

Edit = Callable[[Document, Block], TextEdit]


def _attribute(block: Block, name: str) -> Attribute:
    found = block.attribute(name)
    assert found is not None
    return found


def _add(name: str, value: str) -> Edit:
    return lambda document, block: insert_attribute(document, block, name, value)


def _nest(text: str) -> Edit:
    return lambda document, block: insert_block(document, block, text)


def _remove(name: str) -> Edit:
    return lambda document, block: remove_attribute(document, _attribute(block, name))


def _set(name: str, value: str) -> Edit:
    return lambda _document, block: set_value(_attribute(block, name), value)


def _rename(name: str, new: str) -> Edit:
    return lambda document, block: rename_attribute(document, _attribute(block, name), new)


@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        pytest.param(
            _add("b", "2"),
            'x "y" {\n  long = 1 # c\n}\n',
            'x "y" {\n  long = 1 # c\n  b    = 2\n}\n',
            id="aligned with the lines above",
        ),
        pytest.param(
            _add("longest", "3"),
            "x {\n  other = 0\n\n  a  = 1 # c\n  bb = 2 # d\n\n  n {}\n}\n",
            "x {\n  other = 0\n\n  a       = 1 # c\n  bb      = 2 # d\n  longest = 3\n\n"
            "  n {}\n}\n",
            id="neighbours are moved for a longer name, others are not",
        ),
        pytest.param(
            _add("longest", "3"),
            "x {\n  a=1\n  bb = 2\n}\n",
            "x {\n  a=1\n  bb = 2\n  longest = 3\n}\n",
            id="who does not align is not aligned",
        ),
        pytest.param(
            _add("b", "2"),
            "x {\n  tags = {\n    k = 1\n  }\n}\n",
            "x {\n  tags = {\n    k = 1\n  }\n  b = 2\n}\n",
            id="after a value of several lines",
        ),
        pytest.param(
            _add("b", "2"),
            "x {\n  text = <<EOT\nhello\nEOT\n\n  n {\n  }\n  z = 1\n}\n",
            "x {\n  text = <<EOT\nhello\nEOT\n  b    = 2\n\n  n {\n  }\n  z = 1\n}\n",
            id="after a heredoc, before nested blocks",
        ),
        pytest.param(_add("b", "2"), "x {}\n", "x {\n  b = 2\n}\n", id="into {}"),
        pytest.param(_add("b", "2"), "x {\n}\n", "x {\n  b = 2\n}\n", id="into an empty body"),
        pytest.param(
            _add("b", "2"),
            "x { aaa = 1 }\n",
            "x {\n  aaa = 1\n  b   = 2\n}\n",
            id="into a block on one line",
        ),
        pytest.param(
            _add("b", "2"),
            "x {\n  # why\n\n  n {\n  }\n}\n",
            "x {\n  # why\n  b = 2\n\n  n {\n  }\n}\n",
            id="before the first nested block",
        ),
        pytest.param(
            _add("b", "2"),
            "x {\r\n  a = 1\r\n}\r\n",
            "x {\r\n  a = 1\r\n  b = 2\r\n}\r\n",
            id="with the file's line ends",
        ),
        pytest.param(
            _add("b", "[\n  1,\n]"),
            "x {\n\taaa = 1\n}\n",
            "x {\n\taaa = 1\n\tb = [\n\t  1,\n\t]\n}\n",
            id="a value of several lines, indented with tabs as its neighbour",
        ),
        pytest.param(
            _nest("n {\n  k = 1\n}"),
            "x {\n  a = 1 # c\n}\n",
            "x {\n  a = 1 # c\n\n  n {\n    k = 1\n  }\n}\n",
            id="a nested block after the attributes",
        ),
        pytest.param(
            _nest("n {\n  k = <<EOT\ntext\nEOT\n}"),
            "x { a = 1 }\n",
            "x {\n  a = 1\n\n  n {\n    k = <<EOT\ntext\nEOT\n  }\n}\n",
            id="a nested block into a block on one line; heredocs keep their text",
        ),
        pytest.param(
            _remove("b"),
            "x {\n  a = 1\n  b = 2 # gone too\n  c = 3\n}\n",
            "x {\n  a = 1\n  c = 3\n}\n",
            id="an attribute goes with its line and comment",
        ),
        pytest.param(
            _remove("b"),
            "x {\n  a = 1\n\n  b = {\n    c = 1\n  }\n\n  n {}\n}\n",
            "x {\n  a = 1\n\n  n {}\n}\n",
            id="no two empty lines are left",
        ),
        pytest.param(_remove("a"), "x { a = 1 }\n", "x {}\n", id="the only argument of a line"),
        pytest.param(
            _set("b", '"é🙂"'),
            "x {\n  b    = [\n    1\n  ] # c\n  long = 1\n}\n",
            'x {\n  b    = "é🙂" # c\n  long = 1\n}\n',
            id="a value alone",
        ),
        pytest.param(
            _rename("b", "bcd"),
            "x {\n  b    = 1\n  long = 1\n}\n",
            "x {\n  bcd  = 1\n  long = 1\n}\n",
            id="a new name keeps the column",
        ),
        pytest.param(
            _rename("b", "longer"), "x {\n  b=1\n}\n", "x {\n  longer =1\n}\n", id="a longer name"
        ),
        pytest.param(
            lambda document, block: remove_block(document, block.blocks[0]),
            "x {\n  a = 1\n\n  n {\n    k = 1\n  } # gone\n}\n",
            "x {\n  a = 1\n}\n",
            id="a block goes with its lines",
        ),
        pytest.param(
            lambda _document, block: rename_block(block, "data"),
            'x "y" {}\n',
            'data "y" {}\n',
            id="a block's type",
        ),
        pytest.param(
            lambda _document, block: rename_label(block, 1, "new"),
            'x "y" z {}\n',
            'x "y" "new" {}\n',
            id="a block's label",
        ),
        pytest.param(
            lambda document, block: insert_after_block(document, block, "y {\n}\n"),
            "x {\n}\n\nz {\n}\n",
            "x {\n}\n\ny {\n}\n\nz {\n}\n",
            id="a block after another",
        ),
        *(
            pytest.param(
                lambda document, _block: append_block(document, "y {\n}\n"),
                f"x {{\n}}{end}",
                after,
                id=f"a block at the end of a file that ends with {end!r}",
            )
            for end, after in (
                ("", "x {\n}\n\ny {\n}\n"),
                ("\n", "x {\n}\n\ny {\n}\n"),
                ("\n\n", "x {\n}\n\ny {\n}\n"),
                ("\r\n", "x {\n}\r\n\r\ny {\r\n}\r\n"),
            )
        ),
    ],
)
def test_edit(edit: Edit, before: str, after: str) -> None:
    document = Document(before.encode())
    block = top_level_blocks(document)[0]
    assert apply_edits(document.text, [edit(document, block)]).decode() == after


def test_a_block_appended_to_an_empty_file_is_all_of_it() -> None:
    assert apply_edits(b"", [append_block(Document(b""), "x {\n}")]) == b"x {\n}\n"


@pytest.mark.parametrize("name", ["z", "quite_a_long_argument_name"])
def test_insertions_leave_tidy_examples_tidy(name: str) -> None:
    for text in own_examples()[::12]:  # each block of each is formatted again
        document = Document(formatted(text))
        if problems_of(document.text):
            continue
        for top in top_level_blocks(document):
            for block in top.walk():
                for edit in (
                    insert_attribute(document, block, name, "true"),
                    insert_block(document, block, f"{name} {{\n  a = 1\n}}"),
                ):
                    after = apply_edits(document.text, [edit])
                    assert formatted(after).decode() == after.decode()
                    assert problems_of(after) == ()
                    assert len(_words(after)) > len(_words(document.text))


def test_removals_undo_insertions() -> None:
    for text in own_examples()[::12]:  # each block of each is formatted again
        document = Document(formatted(text))
        if problems_of(document.text):
            continue
        for number, block in enumerate(top_level_blocks(document)):
            if b"\n" not in document.text[block.body.start : block.body.end]:
                continue
            longer = Document(
                apply_edits(document.text, [insert_attribute(document, block, "z", "1")])
            )
            attribute = _attribute(top_level_blocks(longer)[number], "z")
            shorter = apply_edits(longer.text, [remove_attribute(longer, attribute)])
            assert shorter == document.text


def _words(text: bytes) -> list[bytes]:
    return text.split()
