"""What a command works on: a folder or a file of the user's, and the settings."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import click

from terraformer_ls.verify.findings import Finding
from terraformer_ls.verify.report import Report
from terraformer_ls.workspace.discover import read_snapshot
from terraformer_ls.workspace.snapshot import Snapshot

COULD_NOT_RUN = 2


@dataclass(frozen=True, slots=True)
class Target:
    """A snapshot, and the one file of it that was asked for ("" is all of it)."""

    snapshot: Snapshot
    file: str = ""

    def findings(self, report: Report) -> tuple[Finding, ...]:
        """The findings that concern what was asked for."""
        return tuple(finding for finding in report.findings if self.file in ("", finding.file))

    def shown(self, report: Report) -> tuple[Finding, ...]:
        """The same for a person to read: what two stages found is said once."""
        return tuple(finding for finding in report.shown if self.file in ("", finding.file))


def read_target(path: Path) -> Target:
    """The target at `path`; ends the command with a clear sentence if there is none.

    A file is verified as part of its folder, since Terraform's unit is the module.
    """
    if not path.exists():
        fail(f"{path} does not exist")
    folder = path if path.is_dir() else path.parent
    snapshot = read_snapshot(folder)
    file = "" if path.is_dir() else path.name
    if file and file not in snapshot.files:
        fail(f"{path} is not a Terraform file")
    if not snapshot.module_folders():
        fail(f"{path} holds no Terraform files (*.tf, *.tf.json, *.tofu)")
    return Target(snapshot, file)


def fail(sentence: str) -> NoReturn:
    """End the command because it could not run."""
    click.secho(f"terraformer-ls: {sentence}", fg="red", err=True)
    sys.exit(COULD_NOT_RUN)
