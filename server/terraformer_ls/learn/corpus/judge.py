"""The cheap stages, in this process: what can be known of a text in a few milliseconds."""

from __future__ import annotations

from pathlib import Path

from terraformer_ls.hcl.document import Document
from terraformer_ls.learn.verified import FILE
from terraformer_ls.verify.cache import ResultCache
from terraformer_ls.verify.findings import Finding, Severity
from terraformer_ls.verify.ladder import Verifier
from terraformer_ls.verify.stages.schema import SchemaStage
from terraformer_ls.verify.stages.syntax import SyntaxStage
from terraformer_ls.workspace.snapshot import Snapshot

_verifier = Verifier([SyntaxStage(2_000_000), SchemaStage()], ResultCache(64))


def snapshot_of(text: str) -> Snapshot:
    """A configuration as the only file of a folder."""
    return Snapshot(
        Path("/configuration"), {FILE: Document(text.encode("utf-8", errors="replace"))}
    )


def cheap_findings(snapshot: Snapshot) -> tuple[Finding, ...]:
    """What `syntax` and `schema` find, deprecations included, other hints not."""
    report = _verifier.verify(snapshot)
    return tuple(
        finding
        for finding in report.findings
        if finding.severity is not Severity.HINT or finding.rule.startswith("deprecated")
    )
