"""Verdicts from a Ray cluster on this machine."""

from __future__ import annotations

from terraformer_ls.learn.ray_cluster import RayVerifiers
from terraformer_ls.verify.findings import Stage

GOOD = 'resource "aws_sqs_queue" "{name}" {{\n  name = "{name}"\n}}\n'
BAD = 'resource "aws_sqs_queue" "q" {\n  nome = "q"\n}\n'
STAGES = (Stage.SYNTAX, Stage.SCHEMA, Stage.VALIDATE, Stage.PLAN)


def test_a_cluster_gives_verdicts_in_order_with_plans():
    drafts = [(number, GOOD.format(name=f"q{number}")) for number in range(4)]
    with RayVerifiers(workers=1) as cluster:
        found = list(cluster.verify([*drafts, (4, BAD)], stages=STAGES))
    assert [verified.item for verified in found] == [0, 1, 2, 3, 4]
    assert [verified.verdict.plans for verified in found] == [True, True, True, True, False]
    plan = found[2].verdict.plan
    assert plan is not None
    assert plan["planned_values"]["root_module"]["resources"][0]["values"]["name"] == "q2"
