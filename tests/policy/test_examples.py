"""Our findings on every example project are Checkov's own: the same rules at the same blocks."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.policy.environment import CheckovEnvironment
from terraformer_ls.verify.stages.policy import PolicyStage
from terraformer_ls.workspace.discover import read_snapshot

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
FOLDERS = sorted(folder for folder in EXAMPLES.iterdir() if folder.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_findings_equal_those_of_the_checkov_command(
    folder: Path, stage: PolicyStage, checkov: CheckovEnvironment
) -> None:
    command = [*checkov.command, "-d", str(folder), "--framework", "terraform"]
    ran = subprocess.run(
        [*command, "--compact", "--quiet", "--skip-download", "-o", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    failed = json.loads(ran.stdout)["results"]["failed_checks"]
    theirs = {(check["check_id"], check["resource"]) for check in failed}

    result = stage.run(read_snapshot(folder), (), Cancellation())

    assert theirs
    assert {(finding.rule, finding.address) for finding in result.findings} == theirs
