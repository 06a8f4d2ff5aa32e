"""One warm policy stage for all tests here: loading Checkov takes seconds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from terraformer_ls.policy.environment import CheckovEnvironment, Unavailable, find_checkov
from terraformer_ls.settings import Settings
from terraformer_ls.verify.stages.policy import PolicyStage


@pytest.fixture(scope="session")
def checkov() -> CheckovEnvironment:
    found = find_checkov(Settings())
    if isinstance(found, Unavailable):
        pytest.skip(found.reason)
    return found


@pytest.fixture(scope="session")
def stage(checkov: CheckovEnvironment) -> Iterator[PolicyStage]:
    stage = PolicyStage(Settings())
    yield stage
    stage.close()
