"""`terraformer-ls stats`."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

import click
from rich.console import Console
from rich.table import Table

from terraformer_ls.acceptance import Count, counts, store
from terraformer_ls.cli.target import fail


@click.command("stats")
@click.option("--format", "form", default="text", type=click.Choice(["text", "json"]))
@click.option("--forget", is_flag=True, help="Delete all counts.")
def command(form: str, forget: bool) -> None:
    """Print how often ghost text was shown and taken on this machine.

    The counts are kept here alone and never sent; the setting `completion.statistics` ends them.
    """
    file = store()
    if forget:
        file.unlink(missing_ok=True)
        return
    try:
        found = counts(file)
    except sqlite3.Error as error:
        fail(f"{file} can't be read: {error}. Deleting it is safe.")
    if form == "json":
        click.echo(json.dumps({"version": 1, "counts": [asdict(count) for count in found]}))
    elif not found:
        click.echo("Nothing was counted yet.")
    else:
        Console().print(_table(found))


def _table(found: Sequence[Count]) -> Table:
    table = Table("day", "what", "made by", *_NUMBERS, "taken whole")
    for column in table.columns[3:]:
        column.justify = "right"
    total: Counter[str] = Counter()
    for count in found:
        total.update({name: getattr(count, name) for name in _NUMBERS})
        numbers = (count.shown, count.accepted, count.partially)
        table.add_row(count.day, count.extent, count.made_by, *map(str, numbers), _share(count))
    table.add_section()
    everything = Count("all", "", "", total["shown"], total["accepted"], total["partially"])
    numbers = (everything.shown, everything.accepted, everything.partially)
    table.add_row("all", "", "", *map(str, numbers), _share(everything))
    return table


_NUMBERS = ("shown", "accepted", "partially")


def _share(count: Count) -> str:
    return f"{count.accepted / count.shown:.0%}" if count.shown else "-"
