"""Every `.txt` file here is a workspace and what must be seen in it: README.md says how."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from case_file import Case, Expectation, read_case

from terraformer_ls.hcl.document import Document
from terraformer_ls.verify.findings import Finding, Stage
from terraformer_ls.verify.ladder import StageRunner, Verifier
from terraformer_ls.workspace.discover import is_terraform_file
from terraformer_ls.workspace.snapshot import Snapshot

FOLDER = Path(__file__).parent
CASES = sorted(FOLDER.rglob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_case(path: Path, tmp_path: Path, runner_of: Callable[[Stage], StageRunner]) -> None:
    case = read_case(path)
    for needed in case.words("needs"):
        if shutil.which(needed) is None and importlib.util.find_spec(needed) is None:
            pytest.skip(f"{needed} is not installed")
    stages = [Stage(name) for name in case.words("stages") or ("syntax",)]
    snapshot = _write(case, tmp_path)
    report = Verifier([runner_of(stage) for stage in stages]).verify(snapshot)

    for wanted in case.words("status"):
        stage, _, status = wanted.partition("=")
        result = report.result(Stage(stage))
        assert result is not None
        assert (stage, str(result.status)) == (stage, status), result.reason
    rules = case.words("only")
    findings = [found for found in report.findings if not rules or found.rule in rules]
    missed = [wanted for wanted in case.expectations if not _take(wanted, findings, snapshot)]
    lines = [f"not found: {wanted}" for wanted in missed]
    lines += [f"not expected: {_describe(found, snapshot)}" for found in findings]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


def _write(case: Case, folder: Path) -> Snapshot:
    """The case on disk too, for stages that look at files beside the snapshot."""
    for name, text in case.files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text)
    return Snapshot(
        folder,
        {
            name: Document(text)
            for name, text in case.files.items()
            if is_terraform_file(Path(name).name) or name in (".checkov.yaml", ".checkov.yml")
        },
    )


def _take(wanted: Expectation, findings: list[Finding], snapshot: Snapshot) -> bool:
    """Remove the finding that meets an expectation; false when there is none."""
    for number, found in enumerate(findings):
        if (
            (found.severity, found.rule, found.file) == (wanted.severity, wanted.rule, wanted.file)
            and wanted.message in found.message
            and wanted.line in (None, _line(found, snapshot))
            and wanted.at in (None, _underlined(found, snapshot))
            and wanted.address in (None, found.address)
        ):
            del findings[number]
            return True
    return False


def _line(found: Finding, snapshot: Snapshot) -> int | None:
    document = snapshot.files.get(found.file)
    return document.lines.line_of(found.span.start) if document is not None else None


def _underlined(found: Finding, snapshot: Snapshot) -> str | None:
    document = snapshot.files.get(found.file)
    if document is None:
        return None
    return document.text[found.span.start : found.span.end].decode(errors="replace")


def _describe(found: Finding, snapshot: Snapshot) -> str:
    """A finding as its expectation would be written."""
    line = _line(found, snapshot)
    return (
        f"{found.file}:{line + 1 if line is not None else '?'}: {found.severity} {found.rule} "
        f'"{found.message}" at "{_underlined(found, snapshot)}" address "{found.address}"'
    )
