"""Cancelling a completion stops the decoding itself: the model's process has nothing left to do."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from terraformer_ls.cancellation import Cancellation, Cancelled
from terraformer_ls.model.embedded import EmbeddedModel
from terraformer_ls.model.protocol import Sampling
from terraformer_ls.model.weights import find_weights

PREFIX = 'resource "aws_s3_bucket" "logs" {\n  bucket = "my-logs"\n'
LONG = Sampling(max_tokens=60, temperature=1.0, candidates=8, deadline=120, stop=("\x00",))
SHORT = Sampling(max_tokens=1, deadline=120)

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="this system does not tell what a process computed"
)


def computed(model: EmbeddedModel) -> int:
    """What the model's process has computed, in the system's ticks."""
    [process] = model.process_ids
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def test_a_cancelled_completion_costs_nothing_more() -> None:
    weights = find_weights()
    if weights is None:
        pytest.skip("the embedded model was not converted: run `terraformer-ls setup`")
    model = EmbeddedModel(weights, threads=2)
    try:
        model.infill(PREFIX, "", SHORT, Cancellation())
        start = computed(model)
        model.infill(PREFIX, "", LONG, Cancellation())
        whole = computed(model) - start

        cancellation = Cancellation()
        ended: list[BaseException | None] = []

        def ask() -> None:
            try:
                model.infill(PREFIX + "# again\n", "", LONG, cancellation)
                ended.append(None)
            except Cancelled as error:
                ended.append(error)

        start = computed(model)
        asking = threading.Thread(target=ask)
        asking.start()
        while computed(model) - start < whole / 4 and asking.is_alive():
            asking.join(0.01)
        cancellation.cancel()
        cancelled = computed(model)
        asking.join()
        assert isinstance(ended[0], Cancelled)
        # Requests are answered one after the other: this answer comes when the process is free.
        model.infill(PREFIX, "", SHORT, Cancellation())
        assert computed(model) - cancelled < whole / 4
    finally:
        model.close()
