"""`docs/policy-list.md` is what the policies say of themselves."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from terraformer_ls.policy.rego.packs import read_packs, shipped_folder

LIST = Path(__file__).parents[2] / "docs" / "policy-list.md"


def run(*arguments: str) -> str:
    command = [sys.executable, "-m", "terraformer_ls.cli", "policies", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_list_is_up_to_date() -> None:
    assert LIST.read_text(encoding="utf-8") == run("--format", "markdown"), (
        "run: terraformer-ls policies --format markdown > docs/policy-list.md"
    )


def test_the_command_lists_every_policy(tmp_path: Path) -> None:
    (tmp_path / "own.rego").write_text("package own\n")
    listed = json.loads(run("--format", "json", "--policies", str(tmp_path)))
    shipped = {policy.id for policy in read_packs([shipped_folder()]).policies}
    assert {policy["id"] for policy in listed} == {*shipped, "own"}
    assert all(policy.id in run() for policy in read_packs([shipped_folder()]).policies)
