"""`verify --policies` judges by a folder of the user's as well."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

OWN = """package mine
import rego.v1
deny contains {"msg": "no queues", "address": c.address, "argument": "name"} if {
\tsome c in input.resource_changes
\tc.type == "aws_sqs_queue"
}
"""


def test_a_policy_of_ones_own_finds_its_argument(tmp_path: Path) -> None:
    module, policies = tmp_path / "module", tmp_path / "policies"
    module.mkdir()
    policies.mkdir()
    (module / "main.tf").write_text('resource "aws_sqs_queue" "q" {\n  name = "q"\n}\n')
    (policies / "mine.rego").write_text(OWN)
    arguments = ["verify", str(module), "--policies", str(policies), "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "terraformer_ls.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    [found] = [f for f in json.loads(done.stdout)["findings"] if f["rule"] == "mine"]
    assert found["message"] == "no queues"
    assert found["range"]["start"] == {"line": 2, "column": 3}
