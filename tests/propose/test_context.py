"""What a model is told about the surroundings of a cursor, marked ◊."""

from __future__ import annotations

from module_files import snapshot_of

from terraformer_ls.propose.context import context_for

NETWORK = """\
variable "region" {
  type = string
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
"""
SUBNET = """\
resource "aws_subnet" "a" {
  ◊
}
"""
OTHER_SUBNET = """\
resource "aws_subnet" "other" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.9.0/24"
}
"""


def context(main: str, **others: str) -> str:
    before, after = main.split("◊")
    return context_for(snapshot_of(main=before + after, **others), "main.tf", len(before.encode()))


def test_the_module_s_symbols_and_the_block_s_schema_and_a_similar_block() -> None:
    said = context(SUBNET, network=NETWORK, more=OTHER_SUBNET)
    symbols, schema, *block = said.splitlines()
    assert symbols == "# Module: aws_subnet.other, aws_vpc.main, var.region"
    assert schema.startswith("# aws_subnet: vpc_id (string, required), ")
    assert "cidr_block (string)" in schema
    assert "\n".join(block) + "\n" == OTHER_SUBNET


def test_a_verified_example_where_the_module_has_nothing_similar() -> None:
    assert 'resource "aws_subnet" "' in context(SUBNET, network=NETWORK)


def test_nothing_is_said_about_an_empty_module() -> None:
    assert context("◊") == ""


def test_a_file_by_itself_is_not_told_what_it_reads_anyway() -> None:
    said = context(OTHER_SUBNET + "\n" + SUBNET)
    assert OTHER_SUBNET not in said


def test_typing_in_a_block_leaves_all_of_it_as_it_was() -> None:
    typed = 'cidr_block = "10.0.0.0/24"\n  tags = { Name = "a'
    said = {
        context(SUBNET.replace("◊", typed[:length] + "◊"), network=NETWORK, more=OTHER_SUBNET)
        for length in range(len(typed) + 1)
    }
    assert len(said) == 1
