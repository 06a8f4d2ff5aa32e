"""Verdicts from a Ray cluster, for sizes beyond one machine; the extra `[ray]` installs Ray.

The cluster is the one that `RAY_ADDRESS` names, else a small one is started here and ended again.
Every node needs TerraFormer and what `terraformer-ls setup` fetches.
"""

from __future__ import annotations

import importlib
import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from terraformer_ls.learn.verified import Verdict, Verified
from terraformer_ls.learn.verify_worker import Verifying
from terraformer_ls.verify.findings import Stage
from terraformer_ls.verify.report import Report

logger = logging.getLogger(__name__)

Item = TypeVar("Item")

_AHEAD = 3
_OBJECT_STORE = 80 * 1024 * 1024  # verdicts are small and taken at once


class RayMissing(ImportError):
    """Ray is not installed; the message says how to get it."""


class RayVerifiers:
    """Verifiers as actors of a Ray cluster, one a CPU.

    Args:
        workers: how many actors.

    Raises:
        RayMissing: Ray is not installed.
    """

    def __init__(self, workers: int = 1) -> None:
        try:
            self._ray: Any = importlib.import_module("ray")
        except ImportError as error:
            raise RayMissing("Ray is not installed: pip install 'terraformer-ls[ray]'") from error
        self._owns_cluster = not self._ray.is_initialized()
        if self._owns_cluster:
            address = os.environ.get("RAY_ADDRESS")
            local = {"num_cpus": workers, "object_store_memory": _OBJECT_STORE}
            self._ray.init(
                address=address,
                include_dashboard=False,
                log_to_driver=False,
                logging_level=logging.WARNING,
                **({} if address else local),
            )
        actor = self._ray.remote(num_cpus=1, max_restarts=-1)(Verifying)
        self._actors: list[Any] = [actor.remote() for _ in range(max(workers, 1))]

    def __enter__(self) -> RayVerifiers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def verify(
        self, drafts: Iterable[tuple[Item, str]], *, stages: Sequence[Stage] = tuple(Stage)
    ) -> Iterator[Verified[Item]]:
        """Verdicts on configurations, in the order of the drafts."""
        under_way: deque[tuple[Item, str, Any]] = deque()
        for number, (item, text) in enumerate(drafts):
            actor = self._actors[number % len(self._actors)]
            under_way.append((item, text, actor.verdict.remote(text, tuple(stages))))
            if len(under_way) >= len(self._actors) * _AHEAD:
                yield self._finished(*under_way.popleft())
        while under_way:
            yield self._finished(*under_way.popleft())

    def close(self) -> None:
        """End the actors, and the cluster if it was started here."""
        for actor in self._actors:
            self._ray.kill(actor)
        self._actors = []
        if self._owns_cluster:
            self._ray.shutdown()

    def _finished(self, item: Item, text: str, reference: Any) -> Verified[Item]:
        try:
            verdict: Verdict = self._ray.get(reference)
        except self._ray.exceptions.RayError as error:
            # The actor died over it and is started again for the next one.
            logger.warning("a configuration could not be verified: %s", error)
            verdict = Verdict(Report(()))
        return Verified(item, text, verdict)
