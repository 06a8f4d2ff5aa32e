"""IaC-Eval's references, which really deploy, plan here and pass the policies written for them.

The data is not ours to ship: without it the test is skipped.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import regorus
from stage_runs import NOWHERE, snapshot_of

from terraformer_ls.terraform.engine import Terraform

DATA = Path(__file__).parents[3] / "shared" / "data" / "iac-eval-sample.csv"


def rows() -> list[dict[str, str]]:
    if not DATA.is_file():
        return []
    with DATA.open(newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.skipif(not DATA.is_file(), reason=f"{DATA} is not there")
def test_all_references_plan_and_all_but_one_pass_their_policy(terraform: Terraform) -> None:
    passed: list[bool] = []
    for row in rows():
        prepared = terraform.prepare(snapshot_of(row["Reference output"], NOWHERE))
        outcome = terraform.plan(prepared, prepared.roots[0])
        assert outcome.plan is not None, (row["Prompt"], outcome.problem, outcome.diagnostics)
        passed.append(allowed(row["Rego intent"], outcome.plan))
    assert len(passed) == 12
    # The last one contradicts its own policy, by those who made the data.
    assert passed == [True] * 11 + [False]


def allowed(policy: str, plan: dict[str, Any]) -> bool:
    """Whether every rule of a policy that decides something says yes."""
    engine = regorus.Engine()
    engine.set_rego_v0(True)
    engine.add_policy("policy.rego", policy)
    engine.set_input_json(json.dumps(plan))
    package = policy.split("package", 1)[1].split()[0]
    found: Any = json.loads(engine.eval_query_as_json(f"data.{package}"))
    rules = found["result"][0]["expressions"][0]["value"]
    decisions = [value for value in rules.values() if isinstance(value, bool)]
    return bool(decisions) and all(decisions)
