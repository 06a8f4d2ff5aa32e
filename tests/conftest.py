"""What tests of several packages share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from model_server import ModelServer, model_server


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A language model of the test's own, which writes nothing until it is told to."""
    with model_server(lambda _: "") as served:
        yield served
