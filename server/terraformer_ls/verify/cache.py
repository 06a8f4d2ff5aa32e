"""Results by content: the same files and tools give the same verdict, so it is kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

from terraformer_ls.verify.report import StageResult


class ResultCache:
    """The `capacity` results used last. Safe to share between threads."""

    def __init__(self, capacity: int = 512) -> None:
        self._capacity = capacity
        self._results: OrderedDict[Hashable, StageResult] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> StageResult | None:
        """The result kept under `key`, which thereby counts as used."""
        with self._lock:
            if key not in self._results:
                return None
            self._results.move_to_end(key)
            return self._results[key]

    def put(self, key: Hashable, result: StageResult) -> None:
        """Keep `result`; what was used longest ago makes room."""
        with self._lock:
            self._results[key] = result
            self._results.move_to_end(key)
            while len(self._results) > self._capacity:
                self._results.popitem(last=False)
