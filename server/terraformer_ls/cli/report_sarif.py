"""A report as SARIF 2.1.0, for code scanning services and editors that read it."""

from __future__ import annotations

from urllib.parse import quote

from terraformer_ls import __version__
from terraformer_ls.cli.report_json import lines_and_columns
from terraformer_ls.cli.target import Target
from terraformer_ls.verify.findings import Finding, Severity
from terraformer_ls.verify.report import Report, StageResult, Status
from terraformer_ls.workspace.snapshot import Snapshot

_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "note",
    Severity.HINT: "note",
}


def report_as_sarif(target: Target, report: Report) -> dict[str, object]:
    """The report as one SARIF run; columns count code points."""
    findings = target.findings(report)
    first_of_rule = {finding.rule: finding for finding in reversed(findings)}
    rules = sorted(first_of_rule)
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "TerraFormer",
                        "version": __version__,
                        "rules": [_rule(first_of_rule[rule]) for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"ROOT": {"uri": target.snapshot.root.as_uri() + "/"}},
                "invocations": [
                    {
                        "executionSuccessful": True,
                        "toolExecutionNotifications": [
                            {
                                "level": "note",
                                "message": {
                                    "text": f"stage {result.stage} was {_not_done(result)}: "
                                    f"{result.reason}"
                                },
                            }
                            for result in report.results
                            if result.status is Status.SKIPPED or result.unanswered
                        ],
                    }
                ],
                "results": [
                    _result(target.snapshot, finding, rules.index(finding.rule))
                    for finding in findings
                ],
            }
        ],
    }


def _not_done(result: StageResult) -> str:
    return "skipped" if result.status is Status.SKIPPED else "not done wholly"


def _rule(finding: Finding) -> dict[str, object]:
    rule: dict[str, object] = {
        "id": finding.rule,
        "shortDescription": {"text": finding.message},
        "properties": {"stage": finding.stage},
    }
    if finding.help:
        rule["helpUri"] = finding.help
    return rule


def _result(snapshot: Snapshot, finding: Finding, rule_index: int) -> dict[str, object]:
    (line, column), (end_line, end_column) = lines_and_columns(snapshot, finding)
    location: dict[str, object] = {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(finding.file), "uriBaseId": "ROOT"},
            "region": {
                "startLine": line,
                "startColumn": column,
                "endLine": end_line,
                "endColumn": end_column,
            },
        }
    }
    if finding.address:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.address}]
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [location],
    }
