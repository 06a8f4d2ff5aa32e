"""What the tests compare: our verdicts on files given by name, and those of the real command."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from terraformer_ls.hcl.document import Document
from terraformer_ls.policy.environment import CheckovEnvironment
from terraformer_ls.verify.report import StageResult
from terraformer_ls.workspace.snapshot import Snapshot


def snapshot_of(root: Path, files: Mapping[str, str | bytes]) -> Snapshot:
    documents = {
        name: Document(text.encode() if isinstance(text, str) else text)
        for name, text in files.items()
    }
    return Snapshot(root, documents)


def rules_at(result: StageResult) -> set[tuple[str, str]]:
    return {(finding.rule, finding.address) for finding in result.findings}


def run_checkov_command(checkov: CheckovEnvironment, folder: Path) -> set[tuple[str, str]]:
    """The checks that the real command says failed, each with the name of its resource."""
    command = [*checkov.command, "-d", str(folder), "--framework", "terraform"]
    ran = subprocess.run(
        [*command, "--compact", "--quiet", "--skip-download", "-o", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    said = json.loads(ran.stdout)
    failed = said["results"]["failed_checks"] if "results" in said else []
    return {(check["check_id"], check["resource"]) for check in failed}
