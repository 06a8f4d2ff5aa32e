"""The stage `validate`: does Terraform itself accept it?"""

from __future__ import annotations

from collections.abc import Sequence

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.terraform.diagnostics import judge, kept_from_terraform
from terraformer_ls.terraform.engine import Terraform
from terraformer_ls.terraform.prepare import Root
from terraformer_ls.verify.findings import Finding, Stage
from terraformer_ls.verify.report import StageResult
from terraformer_ls.workspace.snapshot import Snapshot


class ValidateStage:
    """Runs `terraform validate` on every root module of a snapshot, offline.

    Child modules are checked through the modules that call them.
    """

    stage = Stage.VALIDATE

    def __init__(self, terraform: Terraform) -> None:
        self._terraform = terraform

    @property
    def version(self) -> str:
        """What the result depends on besides the snapshot."""
        return self._terraform.identity

    def run(
        self, snapshot: Snapshot, earlier: Sequence[StageResult], cancellation: Cancellation
    ) -> StageResult:
        """Terraform's verdict; files that do not parse keep their modules from being checked."""
        prepared = self._terraform.prepare(snapshot)
        if not prepared.roots:
            return StageResult.skipped(Stage.VALIDATE, "there is no Terraform module")
        broken = files_that_do_not_parse(earlier)
        findings: list[Finding] = []
        unchecked: dict[str, str] = {}
        unanswered: list[str] = []
        notes: list[str] = []
        checked = 0
        for root in prepared.roots:
            if reason := unreadable(root, broken):
                unchecked[root.folder] = reason
                continue
            outcome = self._terraform.validate(prepared, root, cancellation)
            if outcome.problem:
                unchecked[root.folder] = outcome.problem
                unanswered += [root.folder] if outcome.transient else []
                continue
            checked += 1
            judged = judge(Stage.VALIDATE, outcome, prepared, snapshot)
            findings += (found for found in judged.findings if found not in findings)
            kept = kept_from_terraform(Stage.VALIDATE, root, prepared, self._terraform.version)
            findings += (found for found in kept if found not in findings)
            notes += stood_in(root)
            notes += judged.doubts
        if not checked:
            return StageResult.skipped(
                Stage.VALIDATE, joined([*unchecked.values()]), unanswered=tuple(unanswered)
            )
        return StageResult.of(
            Stage.VALIDATE,
            tuple(findings),
            reason=joined([*unchecked.values(), *notes]),
            applied=checked,
            unchecked=tuple(unchecked),
            unanswered=tuple(unanswered),
        )

    def warm(self) -> None:
        """Start Terraform ahead of the first question."""
        self._terraform.warm()

    def close(self) -> None:
        """Let go of the processes."""
        self._terraform.close()


def files_that_do_not_parse(earlier: Sequence[StageResult]) -> frozenset[str]:
    """The files in which the `syntax` stage found errors."""
    return frozenset(
        finding.file
        for result in earlier
        if result.stage is Stage.SYNTAX
        for finding in result.findings
    )


def unreadable(root: Root, broken: frozenset[str]) -> str:
    """Why Terraform could not read a root module, or ""."""
    files = {path for record in root.tree.records for path in record.files}
    found = sorted(files & broken)
    return f"{found[0]} does not parse" if found else ""


def stood_in(root: Root) -> list[str]:
    """What was not checked against the real thing, in sentences for a person."""
    notes = [
        f'the schema of provider "{served.address}" is not known and was guessed from its use'
        for served in root.providers
        if served.guessed
    ]
    notes += [served.approximate for served in root.providers if served.approximate]
    notes += [
        f'"{source}" ({address}) is not downloaded, so a stub stood for it'
        for address, source in root.tree.stubbed.items()
    ]
    if root.unchecked_blocks:
        notes.append(
            f"no schema describes what is in {root.unchecked_blocks} of the blocks: it was left out"
        )
    return notes


def joined(sentences: Sequence[str]) -> str:
    """Sentences as one reason, each said once."""
    return "; ".join(dict.fromkeys(sentences))
