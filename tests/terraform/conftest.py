"""One Terraform for all tests: its processes take a second to start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from stage_runs import NOWHERE, Run, snapshot_of

from terraformer_ls.terraform.engine import Terraform
from terraformer_ls.verify.findings import Stage
from terraformer_ls.verify.ladder import Verifier
from terraformer_ls.verify.report import StageResult
from terraformer_ls.verify.stages.plan import PlanStage
from terraformer_ls.verify.stages.validate import ValidateStage


@pytest.fixture(scope="session")
def terraform() -> Iterator[Terraform]:
    engine = Terraform()
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def verifier(terraform: Terraform) -> Verifier:
    return Verifier([ValidateStage(terraform), PlanStage(terraform)])


@pytest.fixture
def validate(verifier: Verifier) -> Run:
    def run(files: str | Mapping[str, str | bytes], root: Path = NOWHERE) -> StageResult:
        report = verifier.verify(snapshot_of(files, root), stages=[Stage.VALIDATE])
        return report.results[0]

    return run


@pytest.fixture
def plan(verifier: Verifier) -> Run:
    def run(files: str | Mapping[str, str | bytes], root: Path = NOWHERE) -> StageResult:
        report = verifier.verify(snapshot_of(files, root), stages=[Stage.VALIDATE, Stage.PLAN])
        return report.results[-1]

    return run
