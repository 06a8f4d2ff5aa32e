"""Definition, references and rename across a module's files and its callers."""

from __future__ import annotations

import pytest
from cursor import at_cursor, texts_of

from terraformer_ls.editor.navigation import (
    Refused,
    definitions,
    references,
    renamable,
    rename,
)

FILES = {
    "main.tf": 'resource "aws_vpc" "main" {\n  cidr_block = var.cidr\n  tags = local.tags\n}\n',
    "variables.tf": 'variable "cidr" {\n  default = "10.0.0.0/16"\n}\n\nlocals {\n  tags = {}\n}\n',
    "outputs.tf": 'output "vpc" {\n  value = "${aws_vpc.main.id} ${module.app.url}"\n}\n'
    'module "app" {\n  source = "./app"\n  size   = 1\n  vpc    = aws_vpc.main[0].id\n}\n',
    "app/main.tf": 'variable "size" {}\nvariable "vpc" {}\n'
    'output "url" {\n  value = "${var.size}${var.vpc}"\n}\n',
    "terraform.tfvars": 'cidr = "10.1.0.0/16"\n',
    "moved.tf": "moved {\n  from = aws_vpc.old\n  to   = aws_vpc.main\n}\n",
}


def marked(path: str, before: str, after: str) -> dict[str, str]:
    """The files with the cursor between two pieces of one of them."""
    text = FILES[path]
    assert before + after in text
    return {**FILES, path: text.replace(before + after, f"{before}|{after}", 1)}


def words(snapshot, places) -> list[tuple[str, str]]:
    return [
        (place.file, snapshot.files[place.file].text[place.span.start : place.span.end].decode())
        for place in places
    ]


@pytest.mark.parametrize(
    ("path", "before", "after", "expected"),
    [
        ("main.tf", "var.", "cidr", ("variables.tf", "cidr")),
        ("main.tf", "local.ta", "gs", ("variables.tf", "tags")),
        ("outputs.tf", "${aws_vpc.ma", "in", ("main.tf", "main")),
        ("outputs.tf", "${aws_v", "pc.main", ("main.tf", "main")),
        ("outputs.tf", "module.a", "pp", ("outputs.tf", "app")),
        ("outputs.tf", "module.app.u", "rl", ("app/main.tf", "url")),
        ("outputs.tf", "si", "ze", ("app/main.tf", "size")),
        ("app/main.tf", "var.s", "ize", ("app/main.tf", "size")),
    ],
)
def test_definition(path, before, after, expected):
    snapshot, file, offset = at_cursor(marked(path, before, after))
    assert words(snapshot, definitions(snapshot, file, offset)) == [expected]


def test_references_are_found_in_all_files():
    snapshot, file, offset = at_cursor(marked("variables.tf", 'variable "ci', "dr"))
    found = words(snapshot, references(snapshot, file, offset))
    assert sorted(found) == [
        ("main.tf", "cidr"),
        ("terraform.tfvars", "cidr"),
        ("variables.tf", "cidr"),
    ]
    without = references(snapshot, file, offset, with_declaration=False)
    assert ("variables.tf", "cidr") not in words(snapshot, without)


def test_renaming_a_variable_changes_declaration_uses_and_values():
    snapshot, file, offset = at_cursor(marked("main.tf", "var.", "cidr"))
    after = texts_of(snapshot.with_edits(rename(snapshot, file, offset, "range")))
    assert "cidr_block = var.range" in after["main.tf"]
    assert after["variables.tf"].startswith('variable "range" {')
    assert after["terraform.tfvars"] == 'range = "10.1.0.0/16"\n'


def test_renaming_a_resource_changes_where_it_was_moved_to():
    snapshot, file, offset = at_cursor(marked("main.tf", '"ma', 'in"'))
    after = texts_of(snapshot.with_edits(rename(snapshot, file, offset, "core")))
    assert after["main.tf"].startswith('resource "aws_vpc" "core" {')
    assert "${aws_vpc.core.id}" in after["outputs.tf"]
    assert "aws_vpc.core[0].id" in after["outputs.tf"]
    assert "to   = aws_vpc.core" in after["moved.tf"]
    assert "from = aws_vpc.old" in after["moved.tf"]


def test_renaming_a_child_modules_interface_changes_its_callers():
    snapshot, file, offset = at_cursor(marked("app/main.tf", 'variable "si', "ze"))
    after = texts_of(snapshot.with_edits(rename(snapshot, file, offset, "count_")))
    assert "count_   = 1" in after["outputs.tf"]
    assert "${var.count_}" in after["app/main.tf"]
    snapshot, file, offset = at_cursor(marked("app/main.tf", 'output "u', "rl"))
    after = texts_of(snapshot.with_edits(rename(snapshot, file, offset, "address")))
    assert "${module.app.address}" in after["outputs.tf"]


def test_what_cannot_be_renamed():
    snapshot, file, offset = at_cursor(marked("main.tf", "var.", "cidr"))
    assert isinstance(rename(snapshot, file, offset, "no name"), Refused)
    taken = {**marked("main.tf", "var.", "cidr"), "more.tf": 'variable "range" {}\n'}
    assert isinstance(rename(*at_cursor(taken), "range"), Refused)
    broken = {**marked("main.tf", "var.", "cidr"), "more.tf": "output {{\n"}
    assert isinstance(rename(*at_cursor(broken), "range"), Refused)
    snapshot, file, offset = at_cursor(marked("main.tf", "cidr_", "block"))
    assert renamable(snapshot, file, offset) is None
