"""A report as JSON, the form that scripts rely on."""

from __future__ import annotations

from terraformer_ls.cli.target import Target
from terraformer_ls.hcl.positions import Encoding
from terraformer_ls.propose.fix import has_recipe
from terraformer_ls.verify.findings import Finding
from terraformer_ls.verify.report import Report
from terraformer_ls.verify.reward import reward
from terraformer_ls.workspace.snapshot import Snapshot

VERSION = 1


def report_as_json(target: Target, report: Report) -> dict[str, object]:
    """The report with lines and columns counted from 1, columns in code points."""
    return {
        "version": VERSION,
        "path": str(target.snapshot.root / target.file),
        "stages": [
            {
                "stage": result.stage,
                "status": result.status,
                "reason": result.reason,
                "unanswered": list(result.unanswered),
                "milliseconds": round(result.milliseconds, 1),
            }
            for result in report.results
        ],
        "findings": [
            finding_as_json(target.snapshot, finding) for finding in target.findings(report)
        ],
        "reward": round(reward(report), 4),
    }


def finding_as_json(snapshot: Snapshot, finding: Finding) -> dict[str, object]:
    """One finding of `report_as_json`."""
    start, end = lines_and_columns(snapshot, finding)
    return {
        "stage": finding.stage,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "address": finding.address,
        "file": finding.file,
        "range": {
            "start": {"line": start[0], "column": start[1]},
            "end": {"line": end[0], "column": end[1]},
        },
        "help": finding.help,
        "fixable": has_recipe(finding),
    }


def lines_and_columns(
    snapshot: Snapshot, finding: Finding
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The finding's start and end, each a line and a column (code points) from 1."""
    document = snapshot.files.get(finding.file)
    if document is None:
        return (1, 1), (1, 1)
    start = document.lines.position(finding.span.start, Encoding.UTF32)
    end = document.lines.position(finding.span.end, Encoding.UTF32)
    return (start.line + 1, start.column + 1), (end.line + 1, end.column + 1)
