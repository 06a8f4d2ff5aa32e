"""A change that takes something out of a check's sight is refused, though the finding is gone."""

from __future__ import annotations

from module_files import snapshot_of

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.propose.verified import Rejected, judge

VOLUME = """resource "aws_ebs_volume" "uploads" {
  availability_zone = "eu-west-1a"
  encrypted         = false
}
"""
TOPIC = 'resource "aws_sns_topic" "orders" {\n  name = "orders"\n}\n'


def test_what_checkov_does_not_read_proves_nothing(engine: Engine) -> None:
    before = snapshot_of(main=VOLUME)
    report = engine.verify(before)
    target = next(found for found in report.findings if found.rule == "CKV_AWS_3")
    start = VOLUME.index("false")
    edits = {
        "main.tf": (TextEdit(Span(start, start + 5), "true"),),
        "more.tofu": (TextEdit(Span(0, 0), TOPIC),),
    }
    verdict = judge(
        engine,
        before,
        report,
        Candidate("Try", edits, "a model"),
        target=target,
        cancellation=Cancellation(),
    )
    assert isinstance(verdict, Rejected)
    assert "policy could no longer be checked" in verdict.reason
    assert "more.tofu" in verdict.reason
