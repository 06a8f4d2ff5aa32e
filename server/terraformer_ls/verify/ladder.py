"""The ladder: the one function that turns a snapshot into a report.

The editor, the command line, candidates, data curation and rewards all call `Verifier.verify`. A
report depends on the snapshot's content and on the stages' versions alone, so it is cached by them,
unless a tool died over it or took too long.
"""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from terraformer_ls.cancellation import Cancellation, Cancelled
from terraformer_ls.verify.cache import ResultCache
from terraformer_ls.verify.findings import Stage
from terraformer_ls.verify.report import Report, StageResult, Status
from terraformer_ls.workspace.snapshot import Snapshot

logger = logging.getLogger(__name__)


class StageRunner(Protocol):
    """One stage's engine.

    Expected trouble (a missing tool, a dead worker, a file that is no text) is a finding or a
    skipped result, never an exception.
    """

    @property
    def stage(self) -> Stage:
        """Which rung it is."""
        ...

    @property
    def version(self) -> str:
        """Everything besides the snapshot that its result depends on: tool versions, settings."""
        ...

    def run(
        self, snapshot: Snapshot, earlier: Sequence[StageResult], cancellation: Cancellation
    ) -> StageResult:
        """The verdict on a snapshot, given those of the stages before it."""
        ...

    def close(self) -> None:
        """Let go of child processes."""
        ...


class Verifier:
    """Runs stages in the ladder's order, each at most once per content."""

    def __init__(self, runners: Sequence[StageRunner], cache: ResultCache | None = None) -> None:
        order = list(Stage)
        self.runners = tuple(sorted(runners, key=lambda runner: order.index(runner.stage)))
        self._cache = cache if cache is not None else ResultCache()

    def verify(
        self,
        snapshot: Snapshot,
        *,
        stages: Sequence[Stage] = tuple(Stage),
        cancellation: Cancellation | None = None,
        on_result: Callable[[StageResult], None] | None = None,
    ) -> Report:
        """What the given stages say about a snapshot.

        Args:
            snapshot: the files to verify.
            stages: which stages to ask; all by default.
            cancellation: stops between and inside stages.
            on_result: told each result as soon as it is there.

        Raises:
            Cancelled: the cancellation was requested.
        """
        cancellation = cancellation or Cancellation()
        results: list[StageResult] = []
        for runner in self.runners:
            if runner.stage not in stages:
                continue
            cancellation.check()
            result = self._result(runner, snapshot, tuple(results), cancellation)
            results.append(result)
            if on_result is not None:
                on_result(result)
        return Report(tuple(results))

    def close(self) -> None:
        """Let go of every stage's child processes."""
        for runner in self.runners:
            runner.close()

    def _result(
        self,
        runner: StageRunner,
        snapshot: Snapshot,
        earlier: tuple[StageResult, ...],
        cancellation: Cancellation,
    ) -> StageResult:
        statuses = ",".join(f"{result.stage}={result.status}" for result in earlier)
        key = (runner.stage, runner.version, statuses, snapshot.content_hash)
        cached = self._cache.get(key)
        if cached is not None:
            return cached
        started = time.perf_counter()
        try:
            result = runner.run(snapshot, earlier, cancellation)
        except Cancelled:
            raise
        except Exception:
            logger.exception("the %s stage failed on %s", runner.stage, snapshot.root)
            return StageResult.skipped(
                runner.stage, "it met a bug of TerraFormer's; the log has the details"
            )
        result = dataclasses.replace(result, milliseconds=(time.perf_counter() - started) * 1000)
        if result.status is not Status.SKIPPED and Report((*earlier, result)).answered:
            self._cache.put(key, result)
        return result
