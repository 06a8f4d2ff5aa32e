"""The training run: transformers' Trainer over the mixture, with weights for each token's loss.

trl's trainer for fine-tuning has no weights per token, so this builds on the one it builds on.
"""

# torch, transformers and peft are typed in part only.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from torch.utils.data import IterableDataset
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    Trainer,
    TrainingArguments,
)

from terraformer_ls.learn.checkpoints import last_checkpoint
from terraformer_ls.learn.earlier import earlier
from terraformer_ls.learn.precision import fastest_dtype
from terraformer_ls.learn.records import Split
from terraformer_ls.learn.sft.curves import draw_curves
from terraformer_ls.learn.sft.examples import Encoder, Example
from terraformer_ls.learn.sft.mixture import Mixture
from terraformer_ls.learn.sft.progress import Progress
from terraformer_ls.learn.sft.recipe import Recipe
from terraformer_ls.model.adapter import TOLD_SCHEMA
from terraformer_ls.model.fim import LAYOUTS, FimFormat, format_of

Batch = dict[str, torch.Tensor]
"""`input_ids`, `labels` (the next tokens) and `weights` of their loss, all (examples, longest)."""


def train(
    model: str,
    data: Path,
    out: Path,
    recipe: Recipe,
    *,
    adapter: Path | None = None,
    save_minutes: float = 10.0,
    threads: int = 0,
) -> Path:
    """Fine-tune and return the folder of the result, `out/final`.

    A run that was interrupted goes on from its last checkpoint in `out`. Under `accelerate launch`
    every device takes its own batches of the one stream.

    Args:
        model: a folder or a hub id of a causal language model.
        data: a data set's folder; its training split is learnt, its validation split watched.
        out: where checkpoints, `log.jsonl`, `curves.png` and the result go.
        recipe: how to train.
        adapter: an adapter to start from, instead of a fresh one.
        save_minutes: between checkpoints.
        threads: of the processor; 0 leaves it to torch.

    Raises:
        FileNotFoundError: the data set holds nothing to train on.
    """
    if threads:
        torch.set_num_threads(threads)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer: Any = AutoTokenizer.from_pretrained(model)
    encoder = Encoder(tokenizer, gap_format(model, tokenizer), recipe.longest)
    mixture = Mixture(data, Split.TRAIN, encoder, recipe.ratio)
    torch.manual_seed(recipe.seed)
    precision = fastest_dtype()
    network: Any = AutoModelForCausalLM.from_pretrained(
        model, dtype=torch.float32 if recipe.method == "full" else precision
    )
    network.config.use_cache = False
    if recipe.method == "lora":
        network = _with_adapter(network, recipe, adapter)
    steps = _steps(mixture, recipe)
    used = {
        "model": model,
        TOLD_SCHEMA: True,
        "steps": steps,
        "records": dict(mixture.counts),
    }
    written = json.dumps({**used, **asdict(recipe), **earlier(adapter)}, indent=2) + "\n"
    (out / "recipe.json").write_text(written, "utf-8")
    arguments = TrainingArguments(
        output_dir=str(out),
        max_steps=steps,
        per_device_train_batch_size=1,
        per_device_eval_batch_size=1,
        learning_rate=recipe.learning_rate,
        lr_scheduler_type="warmup_stable_decay",
        warmup_steps=max(1, int(0.03 * steps)),
        lr_scheduler_kwargs={
            "num_decay_steps": max(1, int(recipe.decay * steps)),
            "min_lr_ratio": 0.02,
        },
        adam_beta2=0.95,
        weight_decay=0.01,
        max_grad_norm=1.0,
        bf16=precision is torch.bfloat16,
        use_cpu=not torch.cuda.is_available(),
        logging_steps=10,
        eval_strategy="steps",
        eval_steps=min(400, -(-steps // 2)),
        save_strategy="no",
        save_total_limit=2,
        report_to=[],
        seed=recipe.seed,
        data_seed=recipe.seed,
        dataloader_pin_memory=torch.cuda.is_available(),
        remove_unused_columns=False,
        label_names=["labels"],
        accelerator_config={"dispatch_batches": False},
        # The stream is made anew and run forward to where it was.
        ignore_data_skip=False,
    )
    held_out: Any = _held_out(data, encoder)  # anything with batches by number
    trainer = WeightedTrainer(
        model=network,
        args=arguments,
        train_dataset=_Stream(mixture, recipe),
        eval_dataset=held_out,
        data_collator=_only,
        callbacks=[Progress(out, save_minutes)],
    )
    last = last_checkpoint(out)
    trainer.train(resume_from_checkpoint=last)
    final = out / "final"
    if trainer.is_world_process_zero():
        trainer.save_model(str(final))
        tokenizer.save_pretrained(str(final))
        (final / "recipe.json").write_text(written, "utf-8")
        draw_curves(out)
    return final


def gap_format(model: str, tokenizer: Any) -> FimFormat | None:
    """The marks for gaps that a model has: its own, or ours where its tokenizer has room."""
    known = format_of(model)
    if known is not None:
        return known
    ours = LAYOUTS["joined-fim"]
    vocabulary: dict[str, int] = tokenizer.get_vocab()
    if ours is not None and ours.prefix in vocabulary and ours.suffix in vocabulary:
        return ours
    return None


def _with_adapter(network: Any, recipe: Recipe, adapter: Path | None) -> Any:
    """The network with the adapter to train: a fresh one, or the one in the folder `adapter`."""
    if adapter is not None:
        return PeftModel.from_pretrained(network, str(adapter), is_trainable=True)
    config = LoraConfig(
        r=recipe.rank,
        lora_alpha=2 * recipe.rank,
        target_modules="all-linear",
        task_type="CAUSAL_LM",
    )
    return get_peft_model(network, config)


def _steps(mixture: Mixture, recipe: Recipe) -> int:
    """How many batches hold the recipe's tokens, by the mean of the first hundred."""
    sample = list(islice(mixture.batches(recipe.seed, recipe.batch_tokens), 100))
    mean = sum(len(e.tokens) for batch in sample for e in batch) / len(sample)
    return max(1, round(recipe.tokens / mean))


def _held_out(data: Path, encoder: Encoder) -> dict[str, list[Batch]]:
    """A few batches of the validation split for each kind, the same for every seed of training.

    None where the split holds nothing.
    """
    try:
        mixture = Mixture(data, Split.VALIDATION, encoder)
    except FileNotFoundError:
        return {}
    held: dict[str, list[Batch]] = {}
    for kind in mixture.counts:
        examples = list(islice(mixture.examples(Random(0), [kind]), 16))
        held[kind] = [padded(examples[i : i + 4]) for i in range(0, len(examples), 4)]
    return held


def padded(examples: list[Example]) -> Batch:
    """A batch of examples, padded on the right."""
    longest = -(-max(len(example.tokens) for example in examples) // 32) * 32
    tokens = torch.zeros(len(examples), longest, dtype=torch.long)
    labels = torch.zeros(len(examples), longest, dtype=torch.long)
    weights = torch.zeros(len(examples), longest)
    for row, example in enumerate(examples):
        length = len(example.tokens)
        tokens[row, :length] = torch.tensor(example.tokens)
        labels[row, : length - 1] = torch.tensor(example.tokens[1:])
        weights[row, : length - 1] = torch.tensor(example.weights[1:])
    return {"input_ids": tokens, "labels": labels, "weights": weights}


class WeightedTrainer(Trainer):
    """Cross entropy, each token's by its weight."""

    def compute_loss(  # pyright: ignore[reportIncompatibleMethodOverride] - what it is called with
        self, model: Any, inputs: Mapping[str, torch.Tensor], return_outputs: bool = False, **_: Any
    ) -> Any:
        """The weighted mean over a batch, in nats per token."""
        # A fifth of the time goes into logits, which nobody needs of what a user says.
        kept = (inputs["weights"] > 0).any(0).nonzero().squeeze(-1)
        logits: torch.Tensor = model(input_ids=inputs["input_ids"], logits_to_keep=kept).logits
        weights = inputs["weights"][:, kept]
        counted = weights > 0
        loss = torch.nn.functional.cross_entropy(
            logits[counted].float(), inputs["labels"][:, kept][counted], reduction="none"
        )
        mean = (loss * weights[counted]).sum() / weights[counted].sum()
        return (mean, {"loss": mean}) if return_outputs else mean


class _Stream(IterableDataset[Batch]):
    def __init__(self, mixture: Mixture, recipe: Recipe) -> None:
        self._mixture = mixture
        self._recipe = recipe

    def __iter__(self) -> Iterator[Batch]:
        batches = self._mixture.batches(self._recipe.seed, self._recipe.batch_tokens)
        return map(padded, batches)


def _only(batches: list[Batch]) -> Batch:
    """The collator: a record of the stream is a whole batch already."""
    return batches[0]
