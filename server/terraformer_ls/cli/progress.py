"""Progress in a terminal: on standard error, and only where someone watches."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


@contextmanager
def spinner(message: str) -> Generator[Callable[[str], None]]:
    """A spinner with a message that can be changed."""
    console = Console(stderr=True)
    with console.status(message) as status:
        yield status.update


@contextmanager
def bar(message: str) -> Generator[Callable[[str, float], None]]:
    """A progress bar; call what it yields with a message and a fraction from 0 to 1."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(finished_text="[green]✓"),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(message, total=1.0)

        def update(description: str, fraction: float) -> None:
            progress.update(task, description=description, completed=fraction)

        yield update
        progress.update(task, completed=1.0)
