"""`terraformer-ls eval iac-eval`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from terraformer_ls.cli.eval.measure import measure
from terraformer_ls.cli.eval.options import model_options, options_from
from terraformer_ls.cli.target import fail
from terraformer_ls.learn.benchmarks.iac_eval import IacEval, NotIacEval
from terraformer_ls.learn.benchmarks.table import Table


@click.command("iac-eval")
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A copy of IaC-Eval's CSV.",
)
@model_options
def command(data: Path, **values: Any) -> None:
    """IaC-Eval: words to a configuration that plans and passes the row's own policy.

    In the JSON `planned` and `passed` count rows of whoever takes part first: the references, if
    they do.
    """
    options = options_from(values)
    try:
        benchmark = IacEval(data)
    except (NotIacEval, OSError, UnicodeDecodeError) as error:
        fail(str(error))
    try:
        measure(benchmark, options, _counts)
    finally:
        benchmark.close()


def _counts(table: Table) -> Mapping[str, object]:
    first = table.columns[0]
    return {
        "rows": table.questions,
        "planned": first.passed["planned"],
        "passed": first.passed["passed"],
    }
