"""What is shown of a file's findings from one verdict to the next."""

from __future__ import annotations

from pathlib import Path

from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.lsp.scopes import Outlook
from terraformer_ls.verify.findings import Finding, Severity, Stage
from terraformer_ls.verify.report import StageResult
from terraformer_ls.workspace.snapshot import Snapshot

FILE = "main.tf"
TEXT = 'resource "aws_s3_bucket" "logs" {\n}\n'
FOUND = Finding(Stage.POLICY, "CKV_AWS_18", "there is no log", Severity.WARNING, FILE, Span(0, 8))


def outlook_on(text: str) -> Outlook:
    return Outlook(Snapshot(Path("/workspace"), {FILE: Document(text.encode())}))


def rules(outlook: Outlook) -> list[str]:
    return [finding.rule for finding in outlook.shown.get(FILE, ())]


def test_what_a_tool_found_stays_while_it_does_not_answer() -> None:
    outlook = outlook_on(TEXT).after(StageResult.of(Stage.POLICY, (FOUND,)))
    outlook = outlook.at(outlook_on(f"# moved\n{TEXT}").snapshot)
    outlook = outlook.after(StageResult.of(Stage.POLICY, (), unanswered=("Checkov",)))
    assert rules(outlook) == ["CKV_AWS_18"]
    [moved] = outlook.shown[FILE]
    assert moved.span.start == len("# moved\n")
    assert rules(outlook.after(StageResult.of(Stage.POLICY, ()))) == []
