"""What tests of several packages share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from model_server import ModelServer, model_server

# Time is what benchmarks are for: a busy machine makes no test fail.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A language model of the test's own, which writes nothing until it is told to."""
    with model_server(lambda _: "") as served:
        yield served
