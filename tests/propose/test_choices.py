"""Which fixes can be left out of many, and what the others come to: always verified."""

from __future__ import annotations

from itertools import pairwise

import pytest
from module_files import snapshot_of

from terraformer_ls.engine import Engine
from terraformer_ls.hcl.edits import line_edits
from terraformer_ls.hcl.positions import Span
from terraformer_ls.propose.choices import Choice, choices_of, fixed_with
from terraformer_ls.propose.extent import Extent
from terraformer_ls.propose.fix_all import FixedAll, Step, fix_all
from terraformer_ls.propose.proposal import Evidence, Proposal
from terraformer_ls.verify.findings import Finding, Severity, Stage

DATABASE = """\
resource "aws_db_instance" "shop" {
  identifier        = "shop"
  engine            = "postgres"
  instance_class    = "db.t4g.small"
  allocated_storage = 50
  storage_encrypted = false
  username          = "shop"
  password          = var.password
}

variable "password" {
  sensitive = true
}
"""


def rules_of(choice: Choice) -> set[str]:
    return set(choice.step.proposal.evidence.fixes)


@pytest.fixture(scope="module")
def fixed(engine: Engine) -> FixedAll:
    fixed = fix_all(engine, snapshot_of(main=DATABASE), Extent(), use_model=False)
    assert len(fixed.steps) > 5
    return fixed


def test_each_fix_is_a_choice_though_they_share_a_block_and_its_columns(fixed: FixedAll) -> None:
    choices = choices_of(fixed)
    assert len(choices) == len(fixed.steps)
    assert [choice.line for choice in choices] == sorted(choice.line for choice in choices)
    lines = fixed.after.files["main.tf"].text.decode().splitlines()
    [encrypted] = [choice for choice in choices if "CKV_AWS_16" in rules_of(choice)]
    assert lines[encrypted.line].split() == ["storage_encrypted", "=", "true"]


def test_all_choices_together_are_what_was_fixed(engine: Engine, fixed: FixedAll) -> None:
    assert fixed_with(engine, fixed, Extent(), choices_of(fixed)) is fixed


def test_any_one_can_be_left_out(engine: Engine, fixed: FixedAll) -> None:
    choices = choices_of(fixed)
    for left_out in choices:
        taken = [choice for choice in choices if choice is not left_out]
        rest = fixed_with(engine, fixed, Extent(), taken)
        assert isinstance(rest, FixedAll), rest
        assert len(rest.steps) == len(taken)
        left = {finding.rule for finding in rest.left}
        assert rules_of(left_out) <= left
        assert not left & {rule for choice in taken for rule in rules_of(choice)}
        assert rest.before.with_edits(rest.edits).content_hash == rest.after.content_hash


def test_columns_are_as_if_the_others_had_never_been(engine: Engine, fixed: FixedAll) -> None:
    [encrypted] = [choice for choice in choices_of(fixed) if "CKV_AWS_16" in rules_of(choice)]
    rest = fixed_with(engine, fixed, Extent(), [encrypted])
    assert isinstance(rest, FixedAll)
    text = DATABASE.replace("= false", "= true")
    assert rest.after.files["main.tf"].text.decode() == text


BLOCK = """\
resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}
"""
DATA = """
resource "terraform_data" "logs" {
  input = true
}
"""
LONGER_DATA = """
resource "terraform_data" "logs" {
  input            = true
  triggers_replace = 1
}
"""
TAGGED = BLOCK.replace('"logs"\n', '"logs"\n  tags   = {}\n')


def fixed_by(engine: Engine, *texts: str) -> FixedAll:
    """Fixes that led from each text to the next."""
    snapshots = [snapshot_of(main=text) for text in texts]
    evidence = Evidence((), (), (), (), 1, "recipe")
    finding = Finding(Stage.POLICY, "X", "", Severity.WARNING, "main.tf", Span(0, 0))
    steps = [
        Step(
            finding,
            Proposal(
                "",
                {"main.tf": line_edits(before.files["main.tf"].text, after.files["main.tf"].text)},
                evidence,
            ),
            before,
        )
        for before, after in pairwise(snapshots)
    ]
    report = engine.verify(snapshots[-1], stages=(Stage.SYNTAX,))
    return FixedAll(snapshots[0], snapshots[-1], report, tuple(steps), len(steps), ())


@pytest.mark.parametrize(
    ("texts", "without_first", "without_second"),
    [
        pytest.param(
            (BLOCK, BLOCK + DATA, TAGGED + DATA),
            TAGGED,
            BLOCK + DATA,
            id="apart",
        ),
        pytest.param(
            (BLOCK, BLOCK.replace('"logs"\n', '"x"\n'), BLOCK.replace('"logs"\n', '"y"\n')),
            BLOCK,
            BLOCK.replace('"logs"\n', '"x"\n'),
            id="the same line",
        ),
        pytest.param(
            (BLOCK, BLOCK + DATA, BLOCK + LONGER_DATA),
            BLOCK,
            BLOCK + DATA,
            id="inside of what the other added",
        ),
        pytest.param(
            (BLOCK, BLOCK + DATA, TAGGED.replace("{}", "{ k = terraform_data.logs.id }") + DATA),
            BLOCK,
            BLOCK + DATA,
            id="one refers to what the other added",
        ),
        pytest.param(
            (BLOCK.rstrip(), BLOCK + DATA, BLOCK + DATA + DATA.replace("logs", "more")),
            BLOCK + DATA.replace("logs", "more"),
            BLOCK + DATA,
            id="no end of line",
        ),
    ],
)
def test_what_needs_another_fix_goes_with_it(
    engine: Engine, texts: tuple[str, ...], without_first: str, without_second: str
) -> None:
    fixed = fixed_by(engine, *texts)
    choices = choices_of(fixed)
    for left_out, expected in ((0, without_first), (1, without_second)):
        taken = [choice for choice in choices if choice.number != left_out]
        rest = fixed_with(engine, fixed, Extent(), taken)
        assert isinstance(rest, FixedAll)
        assert rest.after.files["main.tf"].text.decode() == expected


def test_what_does_not_hold_is_refused(engine: Engine) -> None:
    declared = BLOCK + 'variable "name" {\n  type = string\n}\n'
    fixed = fixed_by(engine, BLOCK, declared, declared.replace('"logs"\n', "local.name\n"))
    [choice] = [choice for choice in choices_of(fixed) if choice.number == 1]
    reason = fixed_with(engine, fixed, Extent(), [choice])
    assert isinstance(reason, str)
    assert "it adds" in reason
