"""Hover, outlines, workspace symbols and folding."""

from __future__ import annotations

from cursor import at_cursor

from terraformer_ls.editor.hover import hover
from terraformer_ls.editor.outline import folds, outline, workspace_symbols
from terraformer_ls.hcl.document import Document


def hovered(text: str, **others: str) -> str:
    files = {"main.tf": text, **{f"{name}.tf": other for name, other in others.items()}}
    found = hover(*at_cursor(files))
    return "" if found is None else found.markdown


def test_an_argument_shows_type_and_provider_version():
    text = hovered('resource "google_compute_network" "n" {\n  na|me = "a"\n}\n')
    assert text.startswith("`name` · `string` · required")
    assert "hashicorp/google 8.7.0" in text
    assert "Name of the resource" in text


def test_an_approximate_version_is_said():
    old = 'terraform {\n  required_providers {\n    aws = "~> 3.0"\n  }\n}\n'
    text = hovered('resource "aws_vpc" "v" {\n  cidr_bl|ock = "a"\n}\n', versions=old)
    assert "There is no schema of hashicorp/aws `~> 3.0`" in text


def test_types_blocks_and_meta_arguments():
    text = hovered('resource "aws_sub|net" "s" {}\n')
    assert "Required: `vpc_id`" in text
    assert "once at most" in hovered('resource "aws_instance" "i" {\n  root_block|_device {}\n}\n')
    assert "How many instances" in hovered('resource "aws_vpc" "v" {\n  cou|nt = 1\n}\n')
    assert "An input of the module" in hovered('vari|able "a" {}\n')


def test_references():
    rest = (
        'variable "size" {\n  type = number\n}\nresource "aws_vpc" "v" {}\nlocals {\n  a = 1\n}\n'
    )
    assert "type = number" in hovered('output "o" {\n  value = var.si|ze\n}\n', rest=rest)
    assert "a = 1" in hovered('output "o" {\n  value = local.|a\n}\n', rest=rest)
    assert "`arn` · `string` · read-only" in hovered(
        'output "o" {\n  value = aws_vpc.v.a|rn\n}\n', rest=rest
    )
    assert hovered('output "o" {\n  value = |12\n}\n') == ""


TEXT = """\
# Two lines
# of comment.
resource "aws_vpc" "main" {
  lifecycle {
    prevent_destroy = true
  }
  tags = {
    a = 1
  }
}

locals {
  a = 1
}

variable "one_line" {}
"""


def test_outline():
    items = outline(Document(TEXT.encode()))
    assert [item.name for item in items] == ["aws_vpc.main", "locals", "var.one_line"]
    assert [child.name for child in items[0].children] == ["lifecycle"]
    assert [child.name for child in items[1].children] == ["local.a"]


def test_folds_are_the_stretches_of_several_lines():
    document = Document(TEXT.encode())
    lines = [
        (document.lines.line_of(span.start), document.lines.line_of(span.end))
        for span in folds(document)
    ]
    assert lines == [(0, 1), (2, 9), (3, 5), (6, 8), (11, 13)]


def test_workspace_symbols_match_letters_in_order():
    snapshot, _, _ = at_cursor({"main.tf": TEXT + "|", "b/c.tf": 'variable "other" {}\n'})
    assert [symbol.name for symbol in workspace_symbols(snapshot, "vpcmain")] == ["aws_vpc.main"]
    assert [symbol.file for symbol in workspace_symbols(snapshot, "other")] == ["b/c.tf"]
    assert len(workspace_symbols(snapshot, "")) == 4
