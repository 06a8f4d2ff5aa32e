"""Progress of a long run: how many of how many, how fast, and what became of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from terraformer_ls.cli.target import fail
from terraformer_ls.learn.appending import BeingWritten

Advance = Callable[[str], None]


@contextmanager
def counting(message: str, total: int | None) -> Generator[Advance]:
    """A bar that moves by one at each call; Ctrl-C ends the command with a sentence.

    What it yields takes what to say behind the bar. Where nobody watches, nothing is drawn.
    """
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(finished_text="[green]✓"),
        TextColumn(message),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    try:
        with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
            task = progress.add_task("", total=total)

            def advance(description: str) -> None:
                progress.update(task, advance=1, description=description)

            yield advance
    except BeingWritten as error:
        fail(str(error))
    except KeyboardInterrupt:
        click.secho("stopped; what is done is written: run it again to go on", err=True)
        sys.exit(130)
