"""One engine for all tests here: real syntax, real Checkov, no model."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from terraformer_ls.engine import Engine
from terraformer_ls.settings import Settings


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    engine = Engine(Settings(model="off", stages=("syntax", "schema", "policy")))
    yield engine
    engine.close()
