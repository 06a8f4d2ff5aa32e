"""`terraformer-ls train export`."""

from __future__ import annotations

from pathlib import Path

import click

from terraformer_ls.cli.target import fail

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("export")
@click.argument("result", type=_FOLDER)
@click.option("--out", type=_FOLDER, required=True, help="Where the adapter belongs.")
@click.option("--base", default="HuggingFaceTB/SmolLM2-135M-Instruct", show_default=True)
def command(result: Path, out: Path, base: str) -> None:
    """Write the adapter in RESULT in half precision, as it ships.

    A folder made so is named as a model with `embedded:FOLDER`.
    """
    try:
        from terraformer_ls.learn.export import export

        size = export(result, out, base)
    except ImportError as error:
        fail(f"This needs `pip install terraformer-ls[train]`: {error}")
    except FileNotFoundError as error:
        fail(f"{result} holds no adapter: {error}")
    click.echo(f"{out}: {size / 1e6:.1f} MB")
