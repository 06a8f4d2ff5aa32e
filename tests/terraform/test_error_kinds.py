"""Every kind of error is Terraform's own, and stands where it belongs: `cases/` has one of each.

The cases are written as those in `tests/cases/`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import test_cases as case_runner

from terraformer_ls.verify.findings import Stage
from terraformer_ls.verify.ladder import StageRunner

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(FOLDER.rglob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_kind(path: Path, tmp_path: Path, runner_of: Callable[[Stage], StageRunner]) -> None:
    case_runner.test_case(path, tmp_path, runner_of)


def test_there_are_forty_kinds_at_least() -> None:
    assert len(CASES) >= 40
