"""Where the commands of `data` have configurations verified."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TypeVar

import click

from terraformer_ls.cli.target import fail
from terraformer_ls.learn.verified import Verifiers
from terraformer_ls.learn.verifiers import VerifierEngine, verifiers_of

_Command = TypeVar("_Command", bound=Callable[..., object])


def verifying_options(command: _Command) -> _Command:
    """The options `--workers` and `--engine`."""
    workers = click.option(
        "--workers", default=1, show_default=True, help="Processes that verify; 0: one a core."
    )
    engine = click.option(
        "--engine",
        type=click.Choice([engine.value for engine in VerifierEngine]),
        default=VerifierEngine.PROCESSES.value,
        show_default=True,
        help="Processes here, or actors of a Ray cluster (RAY_ADDRESS, else a local one).",
    )
    return workers(engine(command))


@contextmanager
def verifiers(engine: str, workers: int) -> Generator[Verifiers]:
    """The verifiers that were asked for, ended afterwards."""
    try:
        made = verifiers_of(VerifierEngine(engine), workers)
    except ImportError as error:
        fail(str(error))
    try:
        yield made
    finally:
        made.close()
