"""From options to a printed table: what the commands that benchmark models have in common."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping

import click

from terraformer_ls.cli.eval.options import Options
from terraformer_ls.cli.progress import bar
from terraformer_ls.cli.target import fail
from terraformer_ls.learn.benchmarks import picture, report
from terraformer_ls.learn.benchmarks.question import Benchmark, some_of
from terraformer_ls.learn.benchmarks.results import ResultFile
from terraformer_ls.learn.benchmarks.run import ContestantGone, run
from terraformer_ls.learn.benchmarks.table import Table, table_of
from terraformer_ls.learn.verified import VerifierPool


def measure(
    benchmark: Benchmark,
    options: Options,
    also: Callable[[Table], Mapping[str, object]] | None = None,
) -> None:
    """Ask, judge, and print the table; ends the command where that is not possible.

    Args:
        benchmark: what is asked.
        options: who is asked and how.
        also: more for the JSON, before everything else.
    """
    questions = some_of(benchmark.questions, options.limit, options.decoding.seed)
    entries = options.entries()
    problem = ""
    try:
        with ResultFile(options.results) as results, VerifierPool(options.workers) as verifiers:
            try:
                with bar(benchmark.name) as update:
                    run(
                        benchmark,
                        questions,
                        entries,
                        verifiers,
                        results,
                        parallel=options.parallel,
                        on_progress=update,
                    )
            except ContestantGone as gone:
                problem = str(gone)
            table = table_of(
                benchmark,
                questions,
                entries,
                results,
                at=options.at,
                seed=options.decoding.seed,
            )
    except KeyboardInterrupt:
        kept = f"; what was answered is in {options.results}" if options.results else ""
        click.secho(f"stopped{kept}", err=True)
        sys.exit(130)
    except ModuleNotFoundError as error:
        fail(f"this benchmark needs {error.name}: pip install 'terraformer-ls[train]'")
    except OSError as error:
        fail(f"{options.results}: {error.strerror}")
    finally:
        for entry in entries:
            entry.contestant.close()
    _print(table, options, also)
    if problem:
        fail(problem)


def _print(
    table: Table, options: Options, also: Callable[[Table], Mapping[str, object]] | None
) -> None:
    if options.output_format == "json":
        more = dict(also(table)) if also is not None else {}
        click.echo(json.dumps({**more, **report.as_json(table)}, indent=2))
    else:
        click.echo(report.as_markdown(table), nl=False)
    if options.picture is not None:
        try:
            picture.draw(table, options.picture)
        except (picture.NoMatplotlib, ValueError, OSError) as error:
            fail(str(error))
