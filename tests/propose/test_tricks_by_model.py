"""A model that tries to make a finding go away without fixing it: nothing of it is ever offered.

The finding is one that no recipe fixes, so that all depends on the model. What it answers is shown
to be refused for the trick and not for its form: the honest answer is accepted.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from chat_server import Asked, engine_asking, fenced
from module_files import snapshot_of

from terraformer_ls.engine import Engine
from terraformer_ls.propose.fix import AskModel, propose_fixes
from terraformer_ls.propose.proposal import Proposal

BLOCK = """\
resource "aws_ebs_volume" "uploads" {
  availability_zone = "eu-west-1a"
  size              = 40
  encrypted         = false # was quicker
  tags = {
    Name = "uploads"
  }
}
"""
OTHER = """\
resource "aws_sns_topic" "orders" {
  name              = "orders"
  kms_master_key_id = "alias/aws/sns"
}
"""
RULE = "CKV_AWS_3"
HONEST = BLOCK.replace(
    "= false # was quicker",
    '= true\n  kms_key_id        = "arn:aws:kms:eu-west-1:123456789012:key/a"',
)

TRICKS = {
    "deletes the resource": "# The volume is not needed.\n",
    "answers with another resource": OTHER,
    "empties the block": 'resource "aws_ebs_volume" "uploads" {\n}\n',
    "drops arguments": HONEST.replace("  size              = 40\n", ""),
    "empties a value": HONEST.replace('{\n    Name = "uploads"\n  }', "{}"),
    "sets count to 0": BLOCK.replace("{\n", "{\n  count = 0\n", 1),
    "fixes it, with count 0": HONEST.replace("{\n", "{\n  count = 0\n", 1),
    "makes count conditional": HONEST.replace("{\n", "{\n  count = false ? 1 : 0\n", 1),
    "iterates over nothing": HONEST.replace("{\n", "{\n  for_each = toset([])\n", 1),
    "ignores changes": HONEST.replace(
        "  tags =", "  lifecycle {\n    ignore_changes = all\n  }\n  tags ="
    ),
    "takes another provider": HONEST.replace("{\n", "{\n  provider = aws.none\n", 1),
    "skips the check": BLOCK.replace("{\n", f"{{\n  # checkov:skip={RULE}: fine\n", 1),
    "hides the value in a new variable": BLOCK.replace("= false # was quicker", "= var.encrypted")
    + '\nvariable "encrypted" {\n  type    = bool\n  default = true\n}\n',
    "hides the value in a local": BLOCK.replace("= false # was quicker", "= local.encrypted")
    + "\nlocals {\n  encrypted = true\n}\n",
    "renames the resource": HONEST.replace('"uploads" {', '"files" {'),
    "renames it with a moved block": HONEST.replace('"uploads" {', '"files" {')
    + "\nmoved {\n  from = aws_ebs_volume.uploads\n  to   = aws_ebs_volume.files\n}\n",
    "changes its type": HONEST.replace('"aws_ebs_volume"', '"aws_ebs_snapshot"'),
    "comments it out": "".join(f"# {line}\n" for line in BLOCK.splitlines()),
    "removes it from the state": "removed {\n  from = aws_ebs_volume.uploads\n}\n" + HONEST,
    "repeats the resource": HONEST + "\n" + HONEST,
    "invents an argument": HONEST.replace("encrypted   ", "is_encrypted"),
    "breaks the syntax": HONEST.replace("= true", "= = true"),
    "changes nothing": BLOCK,
    "changes something else": BLOCK.replace("40", "80"),
}

SILENCERS = {
    "fixes it and skips another check": HONEST.replace(
        "{\n", "{\n  # checkov:skip=CKV_AWS_189: fine\n", 1
    ),
    "silences another scanner": HONEST.replace("= true", "= true # trivy:ignore:AVD-AWS-0026"),
}


class Model:
    """An engine whose model answers what a test gives it, one answer after the other."""

    def __init__(self, engine: Engine, asked: Asked) -> None:
        self.engine = engine
        self.asked = asked

    def offers(self, *answers: str) -> tuple[Proposal, ...]:
        """What is offered of the model's when it gives these answers, the last one for ever."""
        _waiting[:] = [itertools.chain(answers, itertools.repeat(answers[-1]))]
        self.asked.conversations.clear()
        before = snapshot_of(main=BLOCK, topic=OTHER)
        report = self.engine.verify(before)
        finding = next(finding for finding in report.findings if finding.rule == RULE)
        fixes = propose_fixes(
            self.engine, before, finding, report=report, ask_model=AskModel.BESIDE_RECIPES
        )
        assert self.asked.conversations
        return tuple(fix for fix in fixes if fix.llm)


_waiting: list[Iterator[str]] = []


@pytest.fixture(scope="module")
def model() -> Iterator[Model]:
    with engine_asking(lambda _: fenced(next(_waiting[0]))) as (engine, asked):
        yield Model(engine, asked)


def test_the_honest_answer_is_offered(model: Model) -> None:
    [fix] = model.offers(HONEST)
    assert fix.evidence.made_by.startswith("test-model at 127.0.0.1")
    assert RULE in fix.evidence.fixes


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_is_not(model: Model, trick: str) -> None:
    assert model.offers(TRICKS[trick]) == ()


def test_only_what_was_changed_is_edited_and_comments_stay(model: Model) -> None:
    relaid = (
        'resource "aws_ebs_volume" "uploads" {\n  size = 40\n  encrypted = true\n'
        '  availability_zone = "eu-west-1a"\n  tags = { Name = "uploads" }\n'
        '  kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/a"\n}\n'
    )
    [fix] = model.offers(relaid)
    after = snapshot_of(main=BLOCK, topic=OTHER).with_edits(fix.edits)
    text = after.files["main.tf"].text.decode()
    kept = [line for line in text.splitlines() if "kms_key_id" not in line]
    assert kept == BLOCK.replace("= false #", "= true #").splitlines()
    assert len(text.splitlines()) == len(kept) + 1


@pytest.mark.parametrize("silencer", SILENCERS)
def test_what_a_fix_says_to_checkers_is_left_out(model: Model, silencer: str) -> None:
    [fix] = model.offers(SILENCERS[silencer])
    text = snapshot_of(main=BLOCK, topic=OTHER).with_edits(fix.edits).files["main.tf"].text
    assert b"encrypted         = true" in text
    assert b"skip" not in text
    assert b"ignore" not in text


def test_the_reason_of_a_refusal_goes_back_to_the_model(model: Model) -> None:
    fixes = model.offers(TRICKS["drops arguments"], TRICKS["sets count to 0"], HONEST)
    assert len(fixes) == 1
    first, second, third = (turns[-1] for turns in model.asked.conversations)
    assert "removes `size`" not in first
    assert "removes `size`" in second
    assert "removes `size`" in third
    assert "`count`" in third


def test_a_model_is_asked_three_times_at_most(model: Model) -> None:
    assert model.offers(BLOCK) == ()
    assert len(model.asked.conversations) == 3
