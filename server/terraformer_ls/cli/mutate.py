"""`terraformer-ls mutate`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from terraformer_ls.cli.fix import print_diff
from terraformer_ls.cli.progress import spinner
from terraformer_ls.cli.report_json import finding_as_json
from terraformer_ls.cli.settings_file import command_engine
from terraformer_ls.cli.target import fail, read_target
from terraformer_ls.propose.difference import diff
from terraformer_ls.propose.extent import Extent, keyed_blocks
from terraformer_ls.propose.mutate import Mutated, NotMutated, mutate
from terraformer_ls.workspace.snapshot import Snapshot
from terraformer_ls.workspace.write import ChangedOnDiskError, write_changes


@click.command("mutate")
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("words")
@click.option("--block", help="Only this block, by its address (aws_s3_bucket.logs).")
@click.option("--write", is_flag=True, help="Write the change into the files.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["diff", "json"]),
    default="diff",
    show_default=True,
)
def command(path: Path, words: str, block: str | None, write: bool, output_format: str) -> None:
    """Change the configuration in PATH as WORDS say, verified; print the diff.

    What the words do not concern stays byte for byte. Ends with 0 if the change was made, 1 if no
    change could be verified, 2 if it could not run.
    """
    target = read_target(path)
    extent = Extent(folder=None if target.file else ".", file=target.file)
    if block is not None:
        extent = _block(target.snapshot, extent, block)
    engine = command_engine()
    try:
        with spinner("verifying") as say:
            done = mutate(engine, target.snapshot, extent, words, on_progress=say)
    finally:
        engine.close()
    for notice in engine.notices():
        click.secho(notice, fg="yellow", err=True)
    if output_format == "json":
        click.echo(json.dumps(_as_json(done), indent=2))
    elif isinstance(done, Mutated):
        _print(done)
    if isinstance(done, NotMutated):
        click.secho(done.sentence, fg="yellow", err=True)
        sys.exit(1)
    if write:
        try:
            written = write_changes(done.before, done.after)
        except (ChangedOnDiskError, OSError) as error:
            fail(f"nothing was written: {error}")
        click.echo(f"wrote {', '.join(written)}", err=True)


def _block(snapshot: Snapshot, extent: Extent, address: str) -> Extent:
    found = [
        key
        for path, document in snapshot.hcl_files.items()
        if extent.covers_file(path)
        for key, block in keyed_blocks(path, document)
        if block.address == address
    ]
    if not found:
        fail(f"there is no {address}")
    return Extent(file=found[0][0], block=found[0])


def _print(done: Mutated) -> None:
    print_diff(Console(), diff(done.before, done.after))
    says = Console(stderr=True)
    made_by = done.proposal.evidence.made_by
    origin = "" if made_by == "recipe" else f" ({made_by})"
    says.print(
        Text.assemble(
            ("✓ ", "green"),
            f"{done.proposal.title}{origin}",
            (f"\n  {done.proposal.evidence.sentence}", "dim"),
        )
    )
    for finding in done.adds:
        says.print(
            Text.assemble(
                ("! ", "yellow"), (finding.rule, "bold"), f" {finding.address}: {finding.message}"
            )
        )


def _as_json(done: Mutated | NotMutated) -> dict[str, object]:
    if isinstance(done, NotMutated):
        return {"version": 1, "changed": [], "diff": "", "reasons": list(done.reasons)}
    evidence = done.proposal.evidence
    return {
        "version": 1,
        "title": done.proposal.title,
        "changed": list(done.changed),
        "evidence": evidence.sentence,
        "made_by": evidence.made_by,
        "adds": [finding_as_json(done.after, finding) for finding in done.adds],
        "diff": diff(done.before, done.after),
        "reasons": [],
    }
