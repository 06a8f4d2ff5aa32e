"""`terraformer-ls serve`."""

from __future__ import annotations

import click


@click.command("serve")
@click.option("--stdio", is_flag=True, help="Accepted for editors that pass it; always on.")
def command(stdio: bool) -> None:
    """Run the language server on standard input and output."""
    del stdio
    from terraformer_ls.lsp.server import serve

    serve()
