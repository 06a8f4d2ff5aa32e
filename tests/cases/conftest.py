"""Which engine runs each stage of the cases: the one that users get."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from terraformer_ls.settings import Settings
from terraformer_ls.verify.findings import Stage
from terraformer_ls.verify.ladder import StageRunner
from terraformer_ls.verify.stages.all import stage_runners


@pytest.fixture(scope="session")
def runner_of() -> Iterator[Callable[[Stage], StageRunner]]:
    """The runner of a stage, shared by all cases; its children start when a case needs them."""
    runners = {runner.stage: runner for runner in stage_runners(Settings())}
    yield runners.__getitem__
    for runner in runners.values():
        runner.close()
