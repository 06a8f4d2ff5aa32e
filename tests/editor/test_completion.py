"""Cursor in, completions out."""

from __future__ import annotations

import pytest
from cursor import at_cursor, texts_of

from terraformer_ls.editor.completion import Item, completions
from terraformer_ls.hcl.edits import TextEdit


def complete(text: str, **others: str) -> list[Item]:
    files = {"main.tf": text, **{f"{name}.tf": other for name, other in others.items()}}
    return list(completions(*at_cursor(files)))


def labels(text: str, **others: str) -> list[str]:
    return [item.label for item in complete(text, **others)]


def test_arguments_come_required_first_and_not_twice():
    found = labels('resource "aws_subnet" "a" {\n  cidr_block = "10.0.0.0/24"\n  |\n}\n')
    assert found[0] == "vpc_id"
    assert "availability_zone" in found
    assert "lifecycle" in found
    assert "cidr_block" not in found
    assert "arn" not in found  # only the provider sets it


def test_an_argument_brings_its_equals_sign_and_quotes():
    text = 'resource "aws_vpc" "a" {\n  cidr_bl|\n}\n'
    snapshot, path, offset = at_cursor({"main.tf": text})
    item = next(i for i in completions(snapshot, path, offset) if i.label == "cidr_block")
    assert (item.text, item.is_snippet, item.detail) == ('cidr_block = "$0"', True, "string")
    after = snapshot.with_edits({path: [TextEdit(item.span, item.text)]})
    assert texts_of(after)[path] == 'resource "aws_vpc" "a" {\n  cidr_block = "$0"\n}\n'


def test_types_of_the_providers_that_the_module_uses():
    found = complete('provider "aws" {}\n\nresource "aws_vp|" "a" {}\n')
    assert [item.label for item in found][:1] == ["aws_vpc"]
    assert found[0].detail == "hashicorp/aws 6.69.1"
    assert "random_pet" in labels('resource "random_|"\n')
    assert "aws_ami" in labels('data "|" "x" {}\n\nprovider "aws" {}\n')


def test_the_version_decides_which_arguments_there_are():
    container = 'resource "azurerm_storage_container" "c" {\n  |\n}\n'
    old = 'terraform {\n  required_providers {\n    azurerm = "~> 3.0"\n  }\n}\n'
    assert "storage_account_name" in labels(container, versions=old)
    assert "storage_account_name" not in labels(container)


def test_blocks_inside_blocks():
    found = labels('resource "aws_instance" "a" {\n  root_block_device {\n    vol|\n  }\n}\n')
    assert "volume_size" in found
    assert "instance_type" not in found
    text = 'resource "aws_instance" "a" {\n  root_block_device {\n    encrypted = |\n  }\n}\n'
    assert {"true", "false"} <= set(labels(text))
    dynamic = 'resource "aws_instance" "a" {\n  dynamic "ebs_block_device" {\n    for_each = []\n'
    found = labels(dynamic + "    content {\n      |\n    }\n  }\n}\n")
    assert found[0] == "device_name"
    assert "ebs_block_device" in labels('resource "aws_instance" "a" {\n  dynamic "|"\n}\n')


MODULE = """\
variable "size" {}
locals { tags = {} }
resource "aws_vpc" "main" {}
data "aws_ami" "ubuntu" {}
"""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("var.|", ["size"]),
        ("local.|", ["tags"]),
        ("data.|", ["aws_ami"]),
        ("data.aws_ami.|", ["ubuntu"]),
        ("aws_vpc.|", ["main"]),
        ("path.|", ["cwd", "module", "root"]),
        ('"x-${var.|}"', ["size"]),
        ("[for a in local.|]", ["tags"]),
    ],
)
def test_references_step_by_step(value, expected):
    text = f'output "o" {{\n  value = {value}\n}}\n'
    assert labels(text, rest=MODULE) == expected


def test_attributes_of_a_resource():
    found = labels('output "o" {\n  value = aws_vpc.main.|\n}\n', rest=MODULE)
    assert {"id", "arn", "cidr_block"} <= set(found)


def test_outputs_of_a_called_module():
    files = {
        "main.tf": 'module "net" {\n  source = "./net"\n}\n',
        "outputs.tf": 'output "o" {\n  value = module.net.|\n}\n',
        "net/main.tf": 'output "id" {\n  value = 1\n}\n',
    }
    assert [item.label for item in completions(*at_cursor(files))] == ["id"]


def test_what_fits_the_argument_comes_first():
    text = 'resource "aws_subnet" "a" {\n  vpc_id = |\n}\n'
    assert labels(text, rest=MODULE)[0] == "aws_vpc.main.id"
    assert {"true", "false"} <= set(
        labels('resource "aws_vpc" "b" {\n  enable_dns_support = |\n}\n', rest=MODULE)
    )


def test_variables_of_a_called_module_are_its_arguments():
    files = {
        "main.tf": 'module "net" {\n  source = "./net"\n  |\n}\n',
        "net/main.tf": 'variable "cidr" {\n  description = "All addresses."\n}\n',
    }
    first = completions(*at_cursor(files))[0]
    assert (first.label, first.required, first.documentation) == ("cidr", True, "All addresses.")


def test_nothing_inside_strings_and_comments():
    assert labels('output "o" {\n  value = "var.|"\n}\n', rest=MODULE) == []
    assert labels('output "o" {\n  value = 1 # var.|\n}\n', rest=MODULE) == []


def test_blocks_at_the_top_level():
    found = complete("reso|")
    resource = next(item for item in found if item.label == "resource")
    assert resource.text.startswith('resource "${1:type}" "${2:name}" {')
