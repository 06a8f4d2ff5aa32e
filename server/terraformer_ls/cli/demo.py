"""`terraformer-ls demo`: everything it does, on example projects, for someone who is new."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import click
from rich.console import Console
from rich.panel import Panel
from rich.rule import Rule
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from terraformer_ls.cli.fix import print_diff
from terraformer_ls.cli.generate import describe
from terraformer_ls.cli.report_text import print_finding, stage_line
from terraformer_ls.cli.settings_file import command_engine
from terraformer_ls.cli.target import Target, fail, read_target
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.propose.complete import complete
from terraformer_ls.propose.difference import diff
from terraformer_ls.propose.extent import Extent
from terraformer_ls.propose.fix_all import FixedAll, fix_all
from terraformer_ls.propose.generate import generate
from terraformer_ls.verify.findings import Finding, Severity
from terraformer_ls.verify.report import Report, Status
from terraformer_ls.workspace.snapshot import Snapshot

_INSECURE = "insecure-web"
_HALF_WRITTEN = "half-written"
_WORDS = "a private S3 bucket with versioning and encryption"
_SHOWN = 3


@click.command("demo")
@click.argument("examples", type=click.Path(path_type=Path, exists=True, file_okay=False))
def command(examples: Path) -> None:
    """Verify, fix, complete and generate on the projects in EXAMPLES. Writes nothing."""
    for name in (_INSECURE, _HALF_WRITTEN):
        if not (examples / name).is_dir():
            fail(f"{examples} has no folder {name}; give the project's docs/examples")
    console = Console()
    engine = command_engine()
    started = time.perf_counter()
    try:
        target, report = _verify(console, engine, examples / _INSECURE)
        fixed = _fix(console, engine, target)
        completed = _complete(console, engine, examples / _HALF_WRITTEN)
        generated = _generate(console, engine)
    finally:
        engine.close()
    for notice in engine.notices():
        console.print(notice, style="yellow")
    seconds = time.perf_counter() - started
    _summary(console, target, report, fixed, completed, generated, seconds)


def _verify(console: Console, engine: Engine, folder: Path) -> tuple[Target, Report]:
    console.print(Rule(f"[bold]1. Verify {folder}"))
    target = read_target(folder)
    with console.status("verifying"):
        report = engine.verify(target.snapshot)
    worst = sorted(report.findings, key=lambda finding: (finding.severity.rank, finding.rule))
    for finding in _one_per_address(worst)[:_SHOWN]:
        print_finding(console, target.snapshot, finding)
    if len(report.findings) > _SHOWN:
        console.print(f"… and {len(report.findings) - _SHOWN} more\n", style="dim")
    for result in report.results:
        console.print(stage_line(result))
    return target, report


def _fix(console: Console, engine: Engine, target: Target) -> FixedAll:
    console.print()
    console.print(Rule("[bold]2. Fix: every change below was verified before it is shown"))
    with console.status("fixing") as status:
        fixed = fix_all(
            engine,
            target.snapshot,
            Extent(),
            use_model=False,
            on_progress=lambda message, _: status.update(message),
        )
    print_diff(console, diff(fixed.before, fixed.after))
    for step in fixed.steps[:_SHOWN]:
        console.print(
            Text.assemble(
                ("✓ ", "green"),
                f"{step.proposal.title}: ",
                (step.proposal.evidence.sentence, "dim"),
            )
        )
    if len(fixed.steps) > _SHOWN:
        console.print(
            f"… and {len(fixed.steps) - _SHOWN} more, each with its evidence", style="dim"
        )
    return fixed


def _complete(console: Console, engine: Engine, folder: Path) -> int:
    console.print()
    console.print(Rule("[bold]3. Complete a half-written block"))
    target = read_target(folder)
    snapshot = target.snapshot
    path, offset = _unfinished(snapshot)
    shown = snapshot.files[path].text[:offset].decode("utf-8")
    lines = 0
    with console.status("completing"):
        for _ in range(4):  # as one would: accept with Tab, go on to the next line
            found = complete(engine, snapshot, path, offset)
            if not found:
                break
            text = found[0].text
            edit = TextEdit(Span(offset, offset), text)
            snapshot = snapshot.with_edits({path: (edit,)})
            offset += len(text.encode())
            lines += 1
            console.print(
                Text.assemble(
                    ("✓ ", "green"),
                    (text.strip(), "bold"),
                    (f"   {found[0].evidence.made_by}: {found[0].evidence.sentence}", "dim"),
                )
            )
            if text.rstrip().endswith("}") and text.strip() != "}":
                break
            newline = TextEdit(Span(offset, offset), "\n  ")
            snapshot = snapshot.with_edits({path: (newline,)})
            offset += 3
    block = snapshot.files[path].text[:offset].decode("utf-8")
    from_block = block[shown.rstrip().rfind("\nresource") + 1 :]
    console.print(Syntax(from_block.rstrip(), "terraform", background_color="default"))
    return lines


def _generate(console: Console, engine: Engine) -> str | None:
    console.print()
    console.print(Rule(f"[bold]4. Generate: “{_WORDS}”"))
    with console.status("generating") as status:
        generated = generate(engine, _WORDS, on_progress=lambda step: status.update(step))
    if generated is None:
        console.print("nothing that could be verified came out", style="yellow")
        return None
    console.print(Syntax(generated.text.rstrip(), "terraform", background_color="default"))
    console.print(describe(generated), style="dim")
    return generated.origin


def _summary(
    console: Console,
    target: Target,
    report: Report,
    fixed: FixedAll,
    completed: int,
    generated: str | None,
    seconds: float,
) -> None:
    files = len(target.snapshot.hcl_files)
    found = sum(finding.severity is not Severity.HINT for finding in report.findings)
    rows = Table.grid(padding=(0, 2))
    rows.add_row("verified", f"{files} files: {found} findings")
    rows.add_row(
        "fixed",
        f"{found - len(fixed.left)} of them with {len(fixed.steps)} verified changes; "
        f"{len(fixed.left)} are left for you",
    )
    rows.add_row("completed", f"{completed} lines of a half-written block")
    rows.add_row("generated", generated or "nothing that could be verified")
    skipped = [result for result in report.results if result.status is Status.SKIPPED]
    for result in skipped:
        rows.add_row("not checked", f"{result.stage}: {result.reason}")
    rows.add_row("written", "nothing: your files are yours")
    rows.add_row("took", f"{seconds:.0f} s")
    console.print()
    console.print(Panel(rows, title="TerraFormer", border_style="green", expand=False))
    console.print(
        "Next: [bold]terraformer-ls verify YOUR/FOLDER[/bold], "
        "[bold]terraformer-ls fix YOUR/FOLDER --write[/bold], or open VS Code with the extension "
        "([bold]make package[/bold])."
    )


def _one_per_address(findings: list[Finding]) -> list[Finding]:
    seen: Counter[str] = Counter()
    chosen: list[Finding] = []
    for finding in findings:
        seen[finding.address] += 1
        if seen[finding.address] == 1 and finding.severity is not Severity.HINT:
            chosen.append(finding)
    return chosen


def _unfinished(snapshot: Snapshot) -> tuple[str, int]:
    """The end of the file whose last block is not closed."""
    for path, document in snapshot.hcl_files.items():
        if document.root.has_error:
            return path, len(document.text)
    return fail("the example has no half-written file")
