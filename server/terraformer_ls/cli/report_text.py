"""A report as a person reads it in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from terraformer_ls.cli.report_json import lines_and_columns
from terraformer_ls.cli.target import Target
from terraformer_ls.verify.findings import Finding, Severity, Stage
from terraformer_ls.verify.report import Report, StageResult, Status
from terraformer_ls.workspace.snapshot import Snapshot

_COLOURS = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "yellow",
    Severity.INFORMATION: "cyan",
    Severity.HINT: "dim",
}
_MARKS = {
    Status.PASSED: ("✓", "green"),
    Status.FAILED: ("✗", "red"),
    Status.SKIPPED: ("–", "dim"),
}


def print_report(console: Console, target: Target, report: Report) -> None:
    """The findings by file and line, then what each stage said."""
    findings = sorted(target.shown(report), key=lambda finding: (finding.file, finding.span))
    for finding in findings:
        print_finding(console, target.snapshot, finding)
    for result in report.results:
        console.print(stage_line(result))


def print_finding(console: Console, snapshot: Snapshot, finding: Finding) -> None:
    """One finding with the line that it is about."""
    (line, column), _ = lines_and_columns(snapshot, finding)
    title = Text.assemble(
        (finding.rule, _COLOURS[finding.severity]),
        "  ",
        (finding.message, "bold"),
    )
    if finding.help:
        title.stylize(f"link {finding.help}", 0, len(finding.rule))
    console.print(title, soft_wrap=True)
    where = Text(f"  {finding.file}:{line}:{column}", "cyan")
    if finding.address:
        where.append(f"  {finding.address}", "dim")
    console.print(where, soft_wrap=True)
    document = snapshot.files.get(finding.file)
    if document is not None and document.text:
        span = document.lines.line_span(min(line, document.lines.line_count) - 1)
        shown = document.text[span.start : min(span.end, span.start + 400)]
        source = shown.decode("utf-8", errors="replace").rstrip().expandtabs(4)
        if source:
            console.print(Text(f"  {line:>4} │ {source}", "dim"), no_wrap=True, overflow="ellipsis")
    console.print()


def stage_line(result: StageResult) -> Text:
    """What one stage said: a mark, its name, and how many findings or why it was skipped."""
    mark, colour = _MARKS[result.status]
    text = Text.assemble((f"{mark} {result.stage:<9}", colour))
    if result.status is Status.SKIPPED:
        text.append(f"skipped: {result.reason}", "dim")
        return text
    count = len(result.findings)
    says = f"{count} finding{'s' if count != 1 else ''}" if count else "nothing found"
    text.append(says)
    if result.applied and result.stage is Stage.POLICY:
        text.append(f", {result.applied} policies looked at", "dim")
    text.append(f"  {result.milliseconds:.0f} ms", "dim")
    if result.reason:
        text.append(f"  ({result.reason})", "dim")
    return text
