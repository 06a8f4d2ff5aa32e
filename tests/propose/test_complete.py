"""Ghost text without a model: what the nearest similar block has, if it adds no finding."""

from __future__ import annotations

import pytest
from module_files import snapshot_of

from terraformer_ls.engine import Engine
from terraformer_ls.propose.complete import Completion, Manner, complete

SUBNETS = """\
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.0.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_subnet" "b" {
  vpc_id = aws_vpc.main.id
  ◊
}
"""


def offered(engine: Engine, text: str, candidates: int = 1, **others: str) -> list[str]:
    """The completions at ◊, each checked to leave the rest of the text as it is."""
    before, after = text.split("◊")
    snapshot = snapshot_of(main=before + after, **others)
    found: tuple[Completion, ...] = complete(
        engine, snapshot, "main.tf", len(before.encode()), Manner(candidates)
    )
    for completion in found:
        assert completion.span.start == completion.span.end == len(before.encode())
        assert completion.evidence.made_by == "recipe"
    return [completion.text for completion in found]


def test_the_next_argument_of_a_similar_block(engine: Engine) -> None:
    assert offered(engine, SUBNETS) == ['cidr_block = "10.0.0.0/24"']


def test_several_when_asked_for_several(engine: Engine) -> None:
    assert offered(engine, SUBNETS, candidates=3) == [
        'cidr_block = "10.0.0.0/24"',
        'availability_zone = "eu-west-1a"',
    ]


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("avail", 'ability_zone = "eu-west-1a"'),
        ("availability_zone = ", '"eu-west-1a"'),
        ("availability_zone =", ' "eu-west-1a"'),
    ],
)
def test_the_rest_of_what_is_typed(engine: Engine, typed: str, rest: str) -> None:
    assert offered(engine, SUBNETS.replace("◊", f"{typed}◊")) == [rest]


def test_what_the_rest_of_the_block_lacks_is_not_the_line_s_fault(engine: Engine) -> None:
    text = """\
resource "aws_subnet" "a" {
  cidr_block = "10.0.0.0/24"
}

resource "aws_subnet" "b" {
  cidr◊
}
"""
    assert offered(engine, text) == ['_block = "10.0.0.0/24"']


def test_a_block_of_another_file_counts_too(engine: Engine) -> None:
    first, second = SUBNETS.split("\n\n", 1)
    assert offered(engine, second, network=first + "\n") == ['cidr_block = "10.0.0.0/24"']


def test_an_unclosed_block_is_completed_too(engine: Engine) -> None:
    assert offered(engine, SUBNETS.rstrip().removesuffix("}")) == ['cidr_block = "10.0.0.0/24"']


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("◊", id="an empty file"),
        pytest.param(SUBNETS.replace("◊", "# ◊"), id="a comment"),
        pytest.param(
            SUBNETS.replace("◊", "").replace("vpc_id = aws", "vpc_id ◊= aws"), id="the middle"
        ),
        pytest.param('resource "aws_vpc" "main" {\n  ◊\n}\n', id="nothing similar"),
    ],
)
def test_nothing_is_better_than_something_wrong(engine: Engine, text: str) -> None:
    assert offered(engine, text) == []


def test_an_offset_outside_the_file_gives_nothing(engine: Engine) -> None:
    snapshot = snapshot_of(main="a = 1\n")
    assert complete(engine, snapshot, "main.tf", 99) == ()
    assert complete(engine, snapshot, "other.tf", 0) == ()


NETWORK = """\
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "a" {
  ◊
}
"""


def test_a_required_argument_with_the_one_thing_it_can_mean(engine: Engine) -> None:
    assert offered(engine, NETWORK) == ["vpc_id = aws_vpc.main.id"]
    assert offered(engine, NETWORK.replace("◊", "vpc_id = ◊")) == ["aws_vpc.main.id"]


def test_nothing_is_guessed_where_two_things_are_meant(engine: Engine) -> None:
    second = 'resource "aws_vpc" "other" {\n  cidr_block = "10.1.0.0/16"\n}\n'
    assert offered(engine, NETWORK, other=second) == []


def test_a_variable_of_the_same_name_comes_first(engine: Engine) -> None:
    variable = 'variable "vpc_id" {\n  type = string\n}\n'
    assert offered(engine, NETWORK, variables=variable) == ["vpc_id = var.vpc_id"]


def test_of_two_things_the_one_with_the_same_label_is_meant(engine: Engine) -> None:
    second = 'resource "aws_vpc" "a" {\n  cidr_block = "10.1.0.0/16"\n}\n'
    assert offered(engine, NETWORK, other=second) == ["vpc_id = aws_vpc.a.id"]
