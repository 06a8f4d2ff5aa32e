from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from terraformer_ls.model.embedded import EmbeddedModel
from terraformer_ls.model.weights import ensure_weights


@pytest.fixture(scope="session")
def weights() -> Path:
    """The real model, fetched and converted once into the data folder that users have too."""
    return ensure_weights(lambda _message, _share: None)


@pytest.fixture
def embedded(weights: Path) -> Iterator[EmbeddedModel]:
    model = EmbeddedModel(weights, threads=2)
    yield model
    model.close()
