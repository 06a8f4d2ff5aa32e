"""Verdicts on many configurations at once."""

from __future__ import annotations

from killing import killing
from terraformer_ls.learn.near import NearIndex
from terraformer_ls.learn.verified import VerifierPool
from terraformer_ls.verify.findings import Stage

GOOD = 'resource "aws_sqs_queue" "{name}" {{\n  name = "{name}"\n}}\n'
BAD = 'resource "aws_sqs_queue" "q" {\n  nome = "q"\n}\n'


def test_verdicts_come_in_the_order_of_the_drafts_with_their_plans():
    drafts = [(number, GOOD.format(name=f"q{number}")) for number in range(5)]
    with VerifierPool(workers=2) as pool:
        found = list(pool.verify([*drafts, (5, BAD)]))
    assert [verified.item for verified in found] == [0, 1, 2, 3, 4, 5]
    for verified in found[:5]:
        assert verified.verdict.plans
        assert verified.verdict.plan is not None
        planned = verified.verdict.plan["planned_values"]["root_module"]["resources"]
        assert planned[0]["values"]["name"] == f"q{verified.item}"
        assert verified.verdict.stages["policy"] in ("passed", "failed")
    assert not found[5].verdict.plans
    assert found[5].verdict.stages["schema"] == "failed"


def test_only_the_stages_asked_for_run():
    with VerifierPool() as pool:
        verdict = pool.verdict(BAD, (Stage.SYNTAX, Stage.SCHEMA))
    assert verdict.stages == {"syntax": "passed", "schema": "failed"}
    assert verdict.plan is None


def test_a_tool_that_dies_every_time_leaves_no_verdict_and_no_doubtful_one() -> None:
    with VerifierPool() as pool:
        with killing("terraform.worker"):
            assert pool.verdict(GOOD.format(name="a")).stages == {}
        assert pool.verdict(GOOD.format(name="a")).plans


def test_a_text_is_near_one_that_differs_in_a_word_and_not_near_another():
    index = NearIndex(0.7)
    text = " ".join(f"word{number}" for number in range(60))
    index.add(text)
    assert index.holds_near(text.replace("word30", "other"))
    assert not index.holds_near(" ".join(f"thing{number}" for number in range(60)))
