"""Checkov's environment and one warm policy stage for all tests here: loading it takes seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from checkov_runs import snapshot_of

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.policy.checkov import Checkov
from terraformer_ls.policy.environment import CheckovEnvironment, Unavailable, ensure_environment
from terraformer_ls.settings import Settings
from terraformer_ls.verify.report import StageResult


@pytest.fixture(scope="session")
def checkov() -> CheckovEnvironment:
    found = ensure_environment()
    if isinstance(found, Unavailable):
        pytest.fail(found.reason)
    return found


@pytest.fixture(scope="session")
def stage(checkov: CheckovEnvironment) -> Iterator[Checkov]:
    stage = Checkov(Settings())
    yield stage
    stage.close()


Verify = Callable[[Mapping[str, str | bytes]], StageResult]


@pytest.fixture
def verify(stage: Checkov, tmp_path: Path) -> Verify:
    """The stage's verdict on files given by name."""
    return lambda files: stage.run(snapshot_of(tmp_path, files), (), Cancellation())
