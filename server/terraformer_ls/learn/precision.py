"""Which precision training computes in: bfloat16 where the processor has instructions for it.

A processor without them emulates bfloat16 and takes several times as long as in single precision,
and no version or name says reliably which kind it is. So it is tried.
"""

# torch is typed in part only.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import time
from functools import lru_cache

import torch

_SHAPE = 256
_TIMES = 8


@lru_cache(maxsize=1)
def fastest_dtype() -> torch.dtype:
    """`torch.bfloat16`, or `torch.float32` where that is the faster of both; takes some 20 ms."""
    if torch.cuda.is_available():
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    return min((torch.bfloat16, torch.float32), key=_seconds)


def _seconds(dtype: torch.dtype) -> float:
    """The quickest of a few products of matrices."""
    matrix = torch.ones(_SHAPE, _SHAPE, dtype=dtype)
    taken: list[float] = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        _ = matrix @ matrix
        taken.append(time.perf_counter() - started)
    return min(taken)
