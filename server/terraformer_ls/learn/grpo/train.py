"""The reinforcement run: trl's GRPOTrainer with the verifier's reward.

Of each instance a group of answers is sampled; what was better than the group's mean becomes more
likely. Whether that generalises is measured on the validation split, which nothing is learnt from.
"""

# torch, transformers, peft and trl are typed in part only.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any

import torch
from accelerate import PartialState
from datasets import Dataset
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    ProgressCallback,
    TrainerControl,
    TrainerState,
    TrainingArguments,
)
from trl.trainer.grpo_config import GRPOConfig
from trl.trainer.grpo_trainer import GRPOTrainer

from terraformer_ls.learn.checkpoints import last_checkpoint
from terraformer_ls.learn.earlier import earlier
from terraformer_ls.learn.grpo.batches import tokens_of, worth_learning
from terraformer_ls.learn.grpo.curriculum import Curriculum, GroupSampler
from terraformer_ls.learn.grpo.curves import draw_curves
from terraformer_ls.learn.grpo.guide import Guide
from terraformer_ls.learn.grpo.held_out import Guides, HeldOut, adapter_folder
from terraformer_ls.learn.grpo.journal import REWARDS, forget_after, measurements, rows
from terraformer_ls.learn.grpo.packing import RuledOut, can_pack, log_probabilities
from terraformer_ls.learn.grpo.questions import Asked, evenly, questions
from terraformer_ls.learn.grpo.recipe import Limits, Recipe
from terraformer_ls.learn.grpo.rewarding import Rewarding
from terraformer_ls.learn.grpo.rollouts import Sampler
from terraformer_ls.learn.grpo.watch import best_of
from terraformer_ls.learn.held import constraint
from terraformer_ls.learn.precision import fastest_dtype
from terraformer_ls.learn.records import Split
from terraformer_ls.learn.sft.progress import Progress
from terraformer_ls.learn.verified import VerifierPool
from terraformer_ls.model.adapter import TOLD_SCHEMA
from terraformer_ls.model.masking import token_texts


def train(
    model: str,
    data: Path,
    out: Path,
    recipe: Recipe,
    *,
    adapter: Path | None = None,
    limits: Limits | None = None,
    save_minutes: float = 10.0,
    threads: int = 0,
    workers: int = 2,
) -> Path:
    """Reinforce and return the folder of the best adapter, `out/final`.

    A run that was interrupted goes on from its last checkpoint in `out`; one that has its result
    is left alone.

    Args:
        model: a folder or a hub id of a causal language model with a chat template.
        data: a data set's folder; its training split is asked, its validation split watched.
        out: where checkpoints, `log.jsonl`, `rewards.jsonl`, `curves.png` and the result go.
        recipe: how to train.
        adapter: the LoRA adapter to start from, as fine-tuning leaves it; None makes a fresh one.
        limits: when to end early; the usual ones by default.
        save_minutes: between checkpoints.
        threads: of the processor; 0 leaves it to torch.
        workers: processes that verify.

    Raises:
        FileNotFoundError: the data set holds nothing short enough to train on.
    """
    final = out / "final"
    if (final / "recipe.json").is_file():
        return final
    if threads:
        torch.set_num_threads(threads)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer: Any = AutoTokenizer.from_pretrained(model, padding_side="left")
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    asked = questions(data, Split.TRAIN, tokenizer, recipe)
    try:
        watched = evenly(questions(data, Split.VALIDATION, tokenizer, recipe), recipe.held_out)
    except FileNotFoundError:
        watched = []
    written = _write_recipe(out, model, adapter, recipe, asked, watched)
    last = last_checkpoint(out)
    with PartialState().main_process_first():
        forget_after(out, int(Path(last).name.rpartition("-")[2]) if last else -1)
    curriculum = Curriculum([each.instance for each in asked], [each.length for each in asked])
    _remember(curriculum, out, recipe)
    torch.manual_seed(recipe.seed)
    network = _network(model, adapter, recipe)
    sampler = Sampler(network, {int(tokenizer.eos_token_id)})
    with VerifierPool(workers, recipe.seconds) as verifiers:
        end = int(tokenizer.eos_token_id)
        rewarding = Rewarding(asked, curriculum, verifiers, out, end, recipe)
        guides = _guides(tokenizer) if recipe.constrained else None
        held_out = HeldOut(
            watched, tokenizer, sampler, verifiers, out, recipe, limits or Limits(), guides
        )
        # What trl calls experimental is how it is given answers that are not its own.
        os.environ.setdefault("TRL_EXPERIMENTAL_SILENCE", "1")
        # trl's types know prompts as text only; ours are conversations.
        rollouts: Any = None
        if not _with_vllm(recipe):
            rollouts = _Rollouts(asked, sampler, recipe, guides)
        trainer = CurriculumTrainer(
            model=network,
            reward_funcs=[rewarding],
            args=_arguments(out, recipe),
            train_dataset=Dataset.from_list(
                [{"prompt": each.turns, "index": n} for n, each in enumerate(asked)]
            ),
            processing_class=tokenizer,
            callbacks=[Progress(out, save_minutes), held_out],
            rollout_func=rollouts,
        )
        trainer.curriculum = curriculum
        trainer.ruled_out = rollouts.ruled_out if rollouts is not None else {}
        trainer.remove_callback(ProgressCallback)
        trainer.add_callback(_Bar())
        trainer.train(resume_from_checkpoint=last)
    if trainer.is_world_process_zero():
        history = measurements(out)
        chosen = best_of(history).step if history else trainer.state.global_step
        if history:
            shutil.copytree(adapter_folder(out, chosen), final, dirs_exist_ok=True)
        else:
            trainer.save_model(str(final))
        tokenizer.save_pretrained(str(final))
        noted = {**written, "chosen_step": chosen, "stopped": held_out.stopped}
        (final / "recipe.json").write_text(json.dumps(noted, indent=2) + "\n", "utf-8")
        draw_curves(out)
    return final


class CurriculumTrainer(GRPOTrainer):
    """trl's trainer, asking what the curriculum draws."""

    curriculum: Curriculum
    ruled_out: RuledOut
    _no_alternatives: RuledOut = MappingProxyType({})
    args: GRPOConfig  # pyright: ignore[reportIncompatibleVariableOverride] - what it is made with

    def _get_train_sampler(self, dataset: object = None) -> GroupSampler:
        del dataset
        completions = self.args.num_generations or 1
        repeats = self.args.steps_per_generation or 1
        return GroupSampler(
            self.curriculum,
            batch=(self.args.generation_batch_size or completions) // completions,
            completions=completions,
            repeats=self.num_iterations * repeats,
            seed=self.args.seed,
        )

    def compute_loss(
        self, model: Any, inputs: Any, return_outputs: bool = False, num_items_in_batch: Any = None
    ) -> Any:
        """The loss, of what is worth learning alone."""
        batch = worth_learning(inputs, with_divergence=self.args.beta != 0.0)
        self._no_alternatives = self._of_bad(batch) if self.ruled_out else {}
        return super().compute_loss(model, batch, return_outputs, num_items_in_batch)

    def _of_bad(self, batch: Mapping[str, torch.Tensor]) -> RuledOut:
        """What could not come in the bad answers of a batch.

        A good answer is to become one that the model gives unheld. Of a bad one, only what it could
        have said otherwise is to become less likely.
        """
        judged = zip(tokens_of(batch), batch["advantages"].tolist(), strict=True)
        bad = {tokens for tokens, advantage in judged if advantage < 0}
        return {tokens: self.ruled_out[tokens] for tokens in bad & self.ruled_out.keys()}

    def _get_per_token_logps_and_entropies(
        self,
        model: Any,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        logits_to_keep: int,
        **others: Any,
    ) -> Any:
        if not can_pack(model):
            return super()._get_per_token_logps_and_entropies(
                model, input_ids, attention_mask, logits_to_keep, **others
            )
        with self.accelerator.autocast():
            found, entropies = log_probabilities(
                model,
                input_ids,
                attention_mask,
                logits_to_keep,
                self.temperature,
                self._no_alternatives,
            )
        return found, entropies if others.get("compute_entropy") else None, None


class _Bar(ProgressCallback):
    """The progress bar with the reward beside it; everything else is in the log."""

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: dict[str, float] | None = None,
        **given: Any,
    ) -> None:
        """Show the mean reward of the last step."""
        del args, state, control, given
        if self.training_bar is not None and logs and "reward/total" in logs:
            self.training_bar.set_postfix(reward=f"{logs['reward/total']:.3f}")


class _Rollouts:
    """Answers for trl from our own sampler, and the references if they take part.

    Attributes:
        ruled_out: of the last answers, what could not come in each place.
    """

    def __init__(
        self, asked: Sequence[Asked], sampler: Sampler, recipe: Recipe, guides: Guides | None
    ) -> None:
        self.ruled_out: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
        self._asked = {_key(each.turns): each for each in asked}
        self._sampler = sampler
        self._recipe = recipe
        self._guides = guides

    def __call__(self, prompts: list[list[dict[str, str]]], trainer: GRPOTrainer) -> dict[str, Any]:
        del trainer
        completions = self._recipe.completions
        sampled = self._recipe.sampled
        asked = [self._asked[_key(prompt)] for prompt in prompts[::completions]]
        askers = [one for one in asked for _ in range(sampled)]
        guides = [self._guides(one) for one in askers] if self._guides is not None else None
        self._sampler.refresh()
        answers = self._sampler.answers(
            [one.prompt for one in asked],
            sampled,
            self._recipe.longest_answer,
            self._recipe.temperature,
            guides,
        )
        self.ruled_out.clear()
        if guides is not None:
            for one, answer, guide in zip(askers, answers, guides, strict=True):
                self.ruled_out[(*one.prompt, *answer)] = guide.ruled_out
        groups = [
            [*answers[n * sampled : (n + 1) * sampled], *[one.reference] * (completions - sampled)]
            for n, one in enumerate(asked)
        ]
        return {
            "prompt_ids": [one.prompt for one in asked for _ in range(completions)],
            "completion_ids": [answer for group in groups for answer in group],
            "logprobs": None,
        }


def _key(turns: Sequence[Mapping[str, str]]) -> str:
    return json.dumps([[turn["role"], turn["content"]] for turn in turns])


def _guides(tokenizer: Any) -> Guides:
    text_of = token_texts(tokenizer)
    ends = {int(tokenizer.eos_token_id)}

    def guide(asked: Asked) -> Guide:
        instance = asked.instance
        held = constraint(instance.task, instance.before, instance.words)
        return Guide(held, text_of, ends)

    return guide


def _network(model: str, adapter: Path | None, recipe: Recipe) -> Any:
    """The model with the adapter to train around it, whose numbers are of single precision."""
    network: Any = AutoModelForCausalLM.from_pretrained(model, dtype=fastest_dtype())
    if adapter is not None:
        return PeftModel.from_pretrained(network, str(adapter), is_trainable=True)
    config = LoraConfig(
        r=recipe.rank,
        lora_alpha=2 * recipe.rank,
        target_modules="all-linear",
        task_type="CAUSAL_LM",
    )
    return get_peft_model(network, config)


def _arguments(out: Path, recipe: Recipe) -> GRPOConfig:
    with_gpu = torch.cuda.is_available()
    answers = recipe.prompts * recipe.completions
    return GRPOConfig(
        output_dir=str(out),
        max_steps=recipe.steps,
        per_device_train_batch_size=min(recipe.micro_batch, answers),
        gradient_accumulation_steps=max(1, answers // recipe.micro_batch),
        num_generations=recipe.completions,
        max_completion_length=recipe.longest_answer,
        temperature=recipe.temperature,
        beta=recipe.beta,
        # By the tokens of the generation, whichever part of it is learnt at a time.
        loss_type="dapo",
        learning_rate=recipe.learning_rate,
        # Too few steps to spend any on a slow start.
        lr_scheduler_type="warmup_stable_decay",
        lr_scheduler_kwargs={
            "num_decay_steps": int(recipe.decay * recipe.steps),
            "decay_type": "linear",
        },
        adam_beta2=0.95,
        max_grad_norm=1.0,
        bf16=fastest_dtype() is torch.bfloat16,
        use_cpu=not with_gpu,
        use_vllm=_with_vllm(recipe),
        vllm_mode="colocate",
        gradient_checkpointing=False,
        logging_steps=1,
        save_strategy="no",
        save_total_limit=2,
        report_to=[],
        seed=recipe.seed,
        dataloader_pin_memory=with_gpu,
        # The order of the rows follows from what was seen so far, not from their number.
        ignore_data_skip=True,
        accelerator_config={"dispatch_batches": False},
    )


def _with_vllm(recipe: Recipe) -> bool:
    """Whether vLLM writes the answers: only what the model says by itself."""
    is_there = torch.cuda.is_available() and importlib.util.find_spec("vllm") is not None
    return is_there and not recipe.constrained and not recipe.with_reference


def _remember(curriculum: Curriculum, out: Path, recipe: Recipe) -> None:
    """Tell the curriculum what an interrupted run saw."""
    known = list(rows(out / REWARDS))
    for start in range(0, len(known), recipe.completions):
        group = known[start : start + recipe.completions]
        curriculum.saw(group[0]["index"], [row["total"] for row in group])


def _write_recipe(
    out: Path,
    model: str,
    adapter: Path | None,
    recipe: Recipe,
    asked: Sequence[Asked],
    watched: Sequence[Asked],
) -> dict[str, object]:
    """Note what the run is made of, before it starts."""
    counted = ("instances", "held_out")  # the recipe says how many there may be at most
    written: dict[str, object] = {
        "model": model,
        TOLD_SCHEMA: True,
        "adapter": str(adapter) if adapter else None,
        "instances": len(asked),
        "held_out": len(watched),
        **{(f"{k}_most" if k in counted else k): v for k, v in asdict(recipe).items()},
        **earlier(adapter),
    }
    (out / "recipe.json").write_text(json.dumps(written, indent=2) + "\n", "utf-8")
    return written
