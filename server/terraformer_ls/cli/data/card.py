"""`terraformer-ls data card`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from terraformer_ls.learn.card import card_of, markdown_of
from terraformer_ls.learn.card_picture import draw_card


@click.command("card")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Describe the data set in FOLDER: card.md, card.json and card.png beside its files."""
    card = card_of(folder)
    (folder / "card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    text = markdown_of(card, folder.resolve().name)
    picture = draw_card(card, folder / "card.png")
    if picture is not None:
        text = text.replace("\n\n", f"\n\n![counts]({picture.name})\n\n", 1)
    else:
        click.echo("no picture: pip install 'terraformer-ls[train]' brings matplotlib", err=True)
    (folder / "card.md").write_text(text, encoding="utf-8")
    click.echo(text)
