"""Which verifiers a command uses: processes of this machine, or a Ray cluster."""

from __future__ import annotations

import os
from enum import StrEnum

from terraformer_ls.learn.verified import VerifierPool, Verifiers


class VerifierEngine(StrEnum):
    """Where configurations are verified."""

    PROCESSES = "processes"
    RAY = "ray"


def verifiers_of(engine: VerifierEngine, workers: int) -> Verifiers:
    """The verifiers to use, to be closed afterwards; 0 workers are as many as there are cores.

    Raises:
        RayMissing: Ray is asked for and not installed.
    """
    workers = workers or os.cpu_count() or 1
    if engine is VerifierEngine.PROCESSES:
        return VerifierPool(workers)
    from terraformer_ls.learn.ray_cluster import RayVerifiers

    return RayVerifiers(workers)
