"""The ladder's stages, put together: a new stage is a line here."""

from __future__ import annotations

from collections.abc import Sequence

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.settings import Settings
from terraformer_ls.verify.findings import Stage
from terraformer_ls.verify.ladder import StageRunner
from terraformer_ls.verify.report import StageResult
from terraformer_ls.verify.stages.policy import PolicyStage
from terraformer_ls.verify.stages.syntax import SyntaxStage
from terraformer_ls.workspace.snapshot import Snapshot


def stage_runners(settings: Settings) -> list[StageRunner]:
    """A runner for every stage of the ladder; what can't run yet says so itself."""
    runners: list[StageRunner] = [
        SyntaxStage(settings.max_file_size),
        NotYet(Stage.SCHEMA, "this version does not check provider schemas yet"),
        NotYet(Stage.VALIDATE, "this version does not run Terraform's validate yet"),
        NotYet(Stage.PLAN, "this version does not run Terraform's plan yet"),
        PolicyStage(settings),
    ]
    return [runner for runner in runners if runner.stage in settings.stages]


class NotYet:
    """A stage that this version can't run: always skipped, never passed."""

    def __init__(self, stage: Stage, reason: str) -> None:
        self.stage = stage
        self.version = ""
        self._reason = reason

    def run(
        self,
        snapshot: Snapshot,  # noqa: ARG002 - the protocol's signature
        earlier: Sequence[StageResult],  # noqa: ARG002
        cancellation: Cancellation,  # noqa: ARG002
    ) -> StageResult:
        """Skipped, with the reason."""
        return StageResult.skipped(self.stage, self._reason)

    def close(self) -> None:
        """Nothing to let go of."""
