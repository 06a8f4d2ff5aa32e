"""`terraformer-ls train grpo`."""

from __future__ import annotations

from pathlib import Path

import click

from terraformer_ls.cli.target import fail
from terraformer_ls.learn.grpo.recipe import Limits, Recipe
from terraformer_ls.model.protocol import ModelUnavailable

_DEFAULT = Recipe()
_LIMITS = Limits()
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("grpo")
@click.argument("data", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--out", type=_FOLDER, required=True, help="Where the run is kept, and goes on from.")
@click.option(
    "--model",
    default="embedded",
    show_default=True,
    help="A folder or hub id; `embedded` is the base of the model that ships.",
)
@click.option(
    "--adapter",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="What fine-tuning left; without it, a fresh one.",
)
@click.option("--steps", type=int, default=_DEFAULT.steps, show_default=True)
@click.option("--prompts", type=int, default=_DEFAULT.prompts, show_default=True)
@click.option("--completions", type=int, default=_DEFAULT.completions, show_default=True)
@click.option("--micro-batch", type=int, default=_DEFAULT.micro_batch, show_default=True)
@click.option("--learning-rate", type=float, default=_DEFAULT.learning_rate, show_default=True)
@click.option(
    "--decay",
    type=float,
    default=_DEFAULT.decay,
    show_default=True,
    help="Share of the steps over which the learning rate falls at the end.",
)
@click.option("--temperature", type=float, default=_DEFAULT.temperature, show_default=True)
@click.option("--beta", type=float, default=_DEFAULT.beta, show_default=True)
@click.option(
    "--with-reference",
    is_flag=True,
    help="Let one of the answers to each instance be the data's own.",
)
@click.option("--rank", type=int, default=_DEFAULT.rank, help="Of a fresh adapter.")
@click.option(
    "--constrained",
    is_flag=True,
    help="Hold answers to the schema while they are sampled, as they are held in use.",
)
@click.option(
    "--task",
    "tasks",
    type=click.Choice(_DEFAULT.tasks),
    multiple=True,
    default=_DEFAULT.tasks,
    help="What is asked, once for each; all by default.",
)
@click.option(
    "--instances",
    type=int,
    default=_DEFAULT.instances,
    show_default=True,
    help="Of each task at most so many are asked.",
)
@click.option("--longest-prompt", type=int, default=_DEFAULT.longest_prompt, show_default=True)
@click.option(
    "--longest-reference", type=int, default=_DEFAULT.longest_reference, show_default=True
)
@click.option("--longest-answer", type=int, default=_DEFAULT.longest_answer, show_default=True)
@click.option("--held-out", type=int, default=_DEFAULT.held_out, help="Instances to watch.")
@click.option("--held-out-steps", type=int, default=_DEFAULT.held_out_steps, show_default=True)
@click.option("--seconds", type=float, default=_DEFAULT.seconds, help="For one verdict.")
@click.option("--seed", type=int, default=_DEFAULT.seed, show_default=True)
@click.option(
    "--divergence",
    type=float,
    default=_LIMITS.divergence,
    show_default=True,
    help="Nats per token from the start at which the run ends.",
)
@click.option("--patience", type=int, default=_LIMITS.patience, show_default=True)
@click.option("--save-minutes", type=float, default=10.0, show_default=True)
@click.option("--threads", type=int, default=0, help="Of the processor; 0 takes all.")
@click.option("--workers", type=int, default=2, help="Processes that verify.")
def command(
    data: Path,
    out: Path,
    model: str,
    adapter: Path | None,
    divergence: float,
    patience: int,
    save_minutes: float,
    threads: int,
    workers: int,
    **recipe: object,
) -> None:
    """Reinforce a model on the training split of the data set in DATA.

    Of each instance several answers are sampled and verified; what got further up the ladder and
    did more of what was asked becomes likelier. The validation split is watched; the best adapter
    on it is the result. A run that was interrupted goes on when started again. With several GPUs:
    `accelerate launch -m terraformer_ls train grpo ...`; vLLM is used where it is installed.
    """
    try:
        from terraformer_ls.learn.base_model import base_model
        from terraformer_ls.learn.grpo.train import train
    except ImportError as error:
        fail(f"Training needs `pip install terraformer-ls[train]`: {error}")
    try:
        base = base_model(model, lambda says, share: click.echo(f"{says}: {share:.0%}", err=True))
        final = train(
            base,
            data,
            out,
            Recipe(**recipe),  # pyright: ignore[reportArgumentType] - click made them of its types
            adapter=adapter,
            limits=Limits(divergence=divergence, patience=patience),
            save_minutes=save_minutes,
            threads=threads,
            workers=workers,
        )
    except (ModelUnavailable, FileNotFoundError) as error:
        fail(str(error))
    click.echo(f"The result is in {final}")
