"""All findings of a block, a file or a module fixed at once: one change, to a fixed point."""

from __future__ import annotations

import pytest
from module_files import snapshot_of

from terraformer_ls.cancellation import Cancellation, Cancelled
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.positions import Span
from terraformer_ls.propose.extent import Extent, block_extent
from terraformer_ls.propose.fix_all import fix_all

VOLUMES = """\
# Kept for a year.
resource "aws_ebs_volume" "first" {
  availability_zone = "eu-west-1a"
  size              = 40
}

resource "aws_ebs_volume" "second" {
  availability_zone = "eu-west-1a"
  size              = 80 # more than enough
}
"""
TOPIC = """\
resource "aws_sns_topic" "orders" {
  name = "orders"
}
"""
RULES = {"CKV_AWS_3", "CKV_AWS_26"}


def rules_of(engine: Engine, snapshot) -> list[tuple[str, str]]:
    return [
        (finding.rule, finding.address)
        for finding in engine.verify(snapshot).findings
        if finding.rule in RULES
    ]


def test_a_module_is_fixed_as_one_change(engine: Engine) -> None:
    before = snapshot_of(main=VOLUMES, topic=TOPIC)
    said: list[str] = []
    fixed = fix_all(
        engine, before, Extent(), rules=RULES, on_progress=lambda message, _: said.append(message)
    )
    assert len(rules_of(engine, before)) == 3
    assert rules_of(engine, fixed.after) == []
    assert fixed.left == ()
    assert {step.finding.address for step in fixed.steps} == {
        "aws_ebs_volume.first",
        "aws_ebs_volume.second",
        "aws_sns_topic.orders",
    }
    assert len(said) == 3
    assert before.with_edits(fixed.edits).content_hash == fixed.after.content_hash
    text = fixed.after.files["main.tf"].text.decode()
    assert text.startswith("# Kept for a year.\n")
    assert "80 # more than enough\n" in text
    assert fixed.sentence == "3 of 3 findings fixed"


def test_a_file_is_fixed_without_its_neighbours(engine: Engine) -> None:
    before = snapshot_of(main=VOLUMES, topic=TOPIC)
    fixed = fix_all(engine, before, Extent(file="topic.tf"), rules=RULES)
    assert set(fixed.edits) == {"topic.tf"}
    assert {address for _, address in rules_of(engine, fixed.after)} == {
        "aws_ebs_volume.first",
        "aws_ebs_volume.second",
    }


def test_a_block_is_fixed_without_its_neighbours(engine: Engine) -> None:
    before = snapshot_of(main=VOLUMES)
    at = VOLUMES.index("80")
    extent = block_extent(before, "main.tf", Span(at, at))
    assert extent is not None
    fixed = fix_all(engine, before, extent, rules=RULES)
    assert rules_of(engine, fixed.after) == [("CKV_AWS_3", "aws_ebs_volume.first")]
    head, _, _ = VOLUMES.partition('resource "aws_ebs_volume" "second"')
    assert fixed.after.files["main.tf"].text.decode().startswith(head)


def test_a_block_is_known_wherever_it_has_moved_to() -> None:
    at = VOLUMES.index("80")
    extent = block_extent(snapshot_of(main=VOLUMES), "main.tf", Span(at, at))
    moved = snapshot_of(main=TOPIC + "\n" + VOLUMES)
    assert extent is not None
    [(_, document, block)] = extent.blocks(moved)
    assert document.slice(block.node).splitlines()[0] == 'resource "aws_ebs_volume" "second" {'


def test_between_blocks_there_is_no_block() -> None:
    at = VOLUMES.index("\n\n") + 1
    assert block_extent(snapshot_of(main=VOLUMES), "main.tf", Span(at, at)) is None
    everything = Span(0, len(VOLUMES))
    assert block_extent(snapshot_of(main=VOLUMES), "main.tf", everything) is None


def test_what_has_no_fix_is_left_and_said(engine: Engine) -> None:
    snapshot = snapshot_of(main='resource "aws_ebs_volume" "x" {\n  size = \n}\n')
    fixed = fix_all(engine, snapshot, Extent())
    assert fixed.after.content_hash == snapshot.content_hash
    assert fixed.left
    assert fixed.edits == {}
    assert "left as they are" in fixed.sentence


def test_it_can_be_cancelled(engine: Engine) -> None:
    cancellation = Cancellation()
    with pytest.raises(Cancelled):
        fix_all(
            engine,
            snapshot_of(main=VOLUMES.replace("40", "41")),
            Extent(),
            cancellation=cancellation,
            on_progress=lambda _, __: cancellation.cancel(),
        )
