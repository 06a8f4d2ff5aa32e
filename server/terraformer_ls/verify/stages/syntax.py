"""The `syntax` stage: does every file parse?"""

from __future__ import annotations

from collections.abc import Sequence

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.hcl.positions import Span
from terraformer_ls.verify.findings import Finding, Severity, Stage
from terraformer_ls.verify.report import StageResult
from terraformer_ls.workspace.snapshot import Snapshot


class SyntaxStage:
    """Reports what keeps a file from being parsed."""

    stage = Stage.SYNTAX
    version = "1"

    def run(
        self,
        snapshot: Snapshot,
        earlier: Sequence[StageResult],  # noqa: ARG002 - it is the first stage
        cancellation: Cancellation,
    ) -> StageResult:
        """One finding per independent problem."""
        findings: list[Finding] = []
        for path, left_out in snapshot.left_out.items():
            findings.append(
                Finding(
                    Stage.SYNTAX,
                    left_out.kind.value,
                    f"Not analysed: {left_out.reason}",
                    Severity.WARNING,
                    path,
                    Span(0, 0),
                )
            )
        for path, document in snapshot.hcl_files.items():
            cancellation.check()
            if not document.root.has_error:
                continue
            waiting = [document.root]
            while waiting:
                node = waiting.pop()
                if node.is_missing or node.type == "ERROR":
                    what = f"expected {node.type}" if node.is_missing else "this can't be parsed"
                    findings.append(
                        Finding(
                            Stage.SYNTAX,
                            "syntax-error",
                            what,
                            Severity.ERROR,
                            path,
                            Span(node.start_byte, node.end_byte),
                        )
                    )
                elif node.has_error:
                    waiting.extend(reversed(node.children))
        return StageResult.of(Stage.SYNTAX, tuple(findings))

    def close(self) -> None:
        """Nothing to let go of."""
