"""Everything that does work, put together from settings: the verifier and the model.

The editor and the command line own one engine each. Making it is cheap: child processes start when
they are first asked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.model.choose import model_from
from terraformer_ls.model.protocol import LanguageModel
from terraformer_ls.settings import Settings
from terraformer_ls.verify.findings import Stage
from terraformer_ls.verify.ladder import Verifier
from terraformer_ls.verify.report import Report, StageResult
from terraformer_ls.verify.stages.all import stage_runners
from terraformer_ls.verify.stages.plan import PlanStage
from terraformer_ls.workspace.snapshot import Snapshot


class Engine:
    """The verifier and the model of one set of settings. Its methods may be called from threads."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings if settings is not None else Settings()
        self.verifier = Verifier(stage_runners(self.settings))
        self.model: LanguageModel | None = model_from(self.settings)
        self._notices: list[str] = []
        self._noticed: set[str] = set()
        self._notices_lock = threading.Lock()

    def verify(
        self,
        snapshot: Snapshot,
        *,
        stages: Sequence[Stage] = tuple(Stage),
        cancellation: Cancellation | None = None,
        on_result: Callable[[StageResult], None] | None = None,
    ) -> Report:
        """The report on a snapshot from the given stages, of those that the settings allow."""
        return self.verifier.verify(
            snapshot, stages=stages, cancellation=cancellation, on_result=on_result
        )

    def plans(
        self, snapshot: Snapshot, cancellation: Cancellation | None = None
    ) -> Mapping[str, Mapping[str, Any]]:
        """The plans as `terraform show -json` writes them, by root folder; none if not asked for.

        Costs nothing right after the snapshot was verified.
        """
        for runner in self.verifier.runners:
            if isinstance(runner, PlanStage):
                return runner.plans(snapshot, cancellation)
        return {}

    def notice(self, sentence: str) -> None:
        """Remember a sentence that the user should read once."""
        with self._notices_lock:
            if sentence not in self._noticed:
                self._noticed.add(sentence)
                self._notices.append(sentence)

    def notices(self) -> tuple[str, ...]:
        """The sentences noticed since the last call: each is returned once, ever."""
        with self._notices_lock:
            notices, self._notices = tuple(self._notices), []
            return notices

    def close(self) -> None:
        """End all child processes."""
        self.verifier.close()
        if self.model is not None:
            self.model.close()
