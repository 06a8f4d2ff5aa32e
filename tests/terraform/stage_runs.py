"""How these tests make snapshots and read results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from terraformer_ls.hcl.document import Document
from terraformer_ls.verify.report import StageResult
from terraformer_ls.workspace.snapshot import Snapshot

Run = Callable[..., StageResult]
NOWHERE = Path("/nowhere")


def snapshot_of(files: str | Mapping[str, str | bytes], root: Path = NOWHERE) -> Snapshot:
    """A snapshot of one file's text, or of files by path."""
    named = {"main.tf": files} if isinstance(files, str) else files
    return Snapshot(
        root,
        {
            path: Document(text if isinstance(text, bytes) else text.encode())
            for path, text in named.items()
        },
    )


def marked(result: StageResult, text: str) -> list[tuple[str, str]]:
    """The rules of a result's findings with the text that each points at."""
    document = Document(text.encode())
    return [
        (finding.rule, document.text[finding.span.start : finding.span.end].decode())
        for finding in result.findings
    ]
