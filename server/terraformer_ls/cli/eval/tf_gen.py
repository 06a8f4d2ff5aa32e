"""`terraformer-ls eval tf-gen`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from terraformer_ls.cli.eval.measure import measure
from terraformer_ls.cli.eval.options import model_options, options_from
from terraformer_ls.cli.eval.splits import split_from, split_option
from terraformer_ls.cli.target import fail
from terraformer_ls.learn.benchmarks.instances import NoInstances
from terraformer_ls.learn.benchmarks.tf_gen import TfGen


@click.command("tf-gen")
@click.argument("data", type=click.Path(path_type=Path, exists=True))
@split_option
@model_options
def command(data: Path, split: str, **values: Any) -> None:
    """TF-Gen Test: words to a configuration, held against all that they ask for.

    DATA is the folder of a data set, or the file itself.
    """
    options = options_from(values)
    try:
        benchmark = TfGen(data, split_from(split))
    except (NoInstances, OSError) as error:
        fail(str(error))
    measure(benchmark, options)
