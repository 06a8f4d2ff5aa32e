"""What the data-driven cases can't say about the `syntax` stage."""

from __future__ import annotations

from pathlib import Path

import pytest

from terraformer_ls.cancellation import Cancellation, Cancelled
from terraformer_ls.hcl.document import Document
from terraformer_ls.verify.findings import Stage
from terraformer_ls.verify.ladder import Verifier
from terraformer_ls.verify.report import Status
from terraformer_ls.verify.stages.syntax import PROBLEMS_PER_FILE, SyntaxStage
from terraformer_ls.workspace.snapshot import Snapshot


def snapshot_of(files: dict[str, str]) -> Snapshot:
    documents = {name: Document(text.encode()) for name, text in files.items()}
    return Snapshot(Path("/nowhere"), documents)


def test_a_file_full_of_errors_gets_a_bounded_number_of_findings() -> None:
    verifier = Verifier([SyntaxStage()])
    findings = verifier.verify(snapshot_of({"a.tf": "x =\n" * 500, "b.tf": "y =\n"})).findings
    assert [finding.file for finding in findings] == ["a.tf"] * PROBLEMS_PER_FILE + ["b.tf"]


def test_findings_are_those_of_the_text_as_it_is_now() -> None:
    stage = SyntaxStage()
    verifier = Verifier([stage])
    first = snapshot_of({"a.tf": "x =\n", "b.tf": ""})
    assert len(verifier.verify(first).findings) == 1
    moved = verifier.verify(first.with_text("a.tf", b"\n\nx =\n")).findings
    assert [finding.span.start for finding in moved] == [4]
    assert verifier.verify(first.with_text("a.tf", b"x = 1\n")).clean


def test_the_same_text_under_another_name_is_another_question() -> None:
    text = 'variable "a" {}\n'
    report = Verifier([SyntaxStage()]).verify(snapshot_of({"a.tf": text, "a.tfvars": text}))
    assert [finding.file for finding in report.findings] == ["a.tfvars"]


def test_nothing_to_read_passes() -> None:
    result = Verifier([SyntaxStage()]).verify(snapshot_of({})).result(Stage.SYNTAX)
    assert result is not None
    assert result.status is Status.PASSED


def test_a_cancelled_run_stops() -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        SyntaxStage().run(snapshot_of({"a.tf": ""}), (), cancellation)
