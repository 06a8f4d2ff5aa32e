"""`terraformer-ls train sft`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from terraformer_ls.cli.target import fail
from terraformer_ls.learn.sft.recipe import RATIO, Recipe
from terraformer_ls.model.protocol import ModelUnavailable

_DEFAULT = Recipe()
_KINDS = ", ".join(f"{kind} {share:g}" for kind, share in RATIO.items())
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("sft")
@click.argument("data", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--out", type=_FOLDER, required=True, help="Where the run is kept, and goes on from.")
@click.option(
    "--model",
    default="embedded",
    show_default=True,
    help="A folder or hub id; `embedded` is the base of the model that ships.",
)
@click.option("--adapter", type=_FOLDER, help="An adapter to start from.")
@click.option("--method", type=click.Choice(("lora", "full")), default=_DEFAULT.method)
@click.option("--rank", type=int, default=_DEFAULT.rank, show_default=True)
@click.option("--learning-rate", type=float, default=_DEFAULT.learning_rate, show_default=True)
@click.option("--tokens", type=int, default=_DEFAULT.tokens, show_default=True)
@click.option("--batch-tokens", type=int, default=_DEFAULT.batch_tokens, show_default=True)
@click.option("--longest", type=int, default=_DEFAULT.longest, show_default=True)
@click.option("--decay", type=float, default=_DEFAULT.decay, show_default=True)
@click.option("--seed", type=int, default=_DEFAULT.seed, show_default=True)
@click.option(
    "--share",
    "shares",
    metavar="KIND=SHARE",
    multiple=True,
    help=f"How much of the mixture a kind of example makes up; repeatable. Kinds: {_KINDS}.",
)
@click.option("--save-minutes", type=float, default=10.0, show_default=True)
@click.option("--threads", type=int, default=0, help="Of the processor; 0 takes all.")
def command(
    data: Path,
    out: Path,
    model: str,
    adapter: Path | None,
    shares: tuple[str, ...],
    save_minutes: float,
    threads: int,
    **recipe: object,
) -> None:
    """Fine-tune a model on the training split of the data set in DATA.

    Gaps to fill, plain text, words to configuration, instruction to change and certificate to
    repair come in one mixture. A run that was interrupted goes on when started again. With several
    GPUs: `accelerate launch -m terraformer_ls train sft ...`.
    """
    try:
        from terraformer_ls.learn.base_model import base_model
        from terraformer_ls.learn.sft.train import train
    except ImportError as error:
        fail(f"Training needs `pip install terraformer-ls[train]`: {error}")
    try:
        base = base_model(model, lambda says, share: click.echo(f"{says}: {share:.0%}", err=True))
        final = train(
            base,
            data,
            out,
            Recipe(**recipe, ratio=_ratio(shares)),  # pyright: ignore[reportArgumentType] - click made them of its types
            adapter=adapter,
            save_minutes=save_minutes,
            threads=threads,
        )
    except (ModelUnavailable, FileNotFoundError) as error:
        fail(str(error))
    click.echo(f"The result is in {final}")


def _ratio(shares: Sequence[str]) -> dict[str, float]:
    """The usual ratio with the shares that were named."""
    ratio = dict(RATIO)
    for named in shares:
        kind, _, share = named.partition("=")
        try:
            ratio[kind.strip()] = float(share)
        except ValueError:
            fail(f"{named!r} is no KIND=SHARE")
        if kind.strip() not in RATIO or not 0 <= ratio[kind.strip()] < float("inf"):
            fail(f"{named!r} is no share of {', '.join(RATIO)}")
    if not any(ratio.values()):
        fail("of a mixture without any share there is nothing to learn")
    return ratio
