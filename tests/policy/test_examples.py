"""Our findings on every example project are Checkov's own: the same rules at the same blocks."""

from __future__ import annotations

from pathlib import Path

import pytest
from checkov_runs import rules_at, run_checkov_command

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.policy.checkov import Checkov
from terraformer_ls.policy.environment import CheckovEnvironment
from terraformer_ls.verify.report import Status
from terraformer_ls.workspace.discover import read_snapshot

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
FOLDERS = sorted(folder for folder in EXAMPLES.iterdir() if folder.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_findings_equal_those_of_the_checkov_command(
    folder: Path, stage: Checkov, checkov: CheckovEnvironment
) -> None:
    theirs = run_checkov_command(checkov, folder)
    result = stage.run(read_snapshot(folder), (), Cancellation())

    assert theirs
    assert rules_at(result) == theirs
    assert result.status is Status.FAILED
    assert result.applied > 0


def test_what_is_not_checked_in_a_half_written_project_is_said(stage: Checkov) -> None:
    result = stage.run(read_snapshot(EXAMPLES / "half-written"), (), Cancellation())
    assert result.reason == "not checked since Checkov can't parse it: queue.tf"
