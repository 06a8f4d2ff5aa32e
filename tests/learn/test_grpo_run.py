"""Reinforcement at tiny scale: a model of two layers, the real tokenizer and the real verifier."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tiny_llama import tiny_llama

from terraformer_ls.learn.base_model import base_model
from terraformer_ls.learn.grpo.questions import prompt_ids, questions
from terraformer_ls.learn.grpo.recipe import Recipe
from terraformer_ls.learn.grpo.rollouts import left_padded
from terraformer_ls.learn.records import Instance, Intent, Split, Task, write
from terraformer_ls.learn.reward import NUMBERS
from terraformer_ls.learn.sft.examples import conversation, turns

NAMES = ("jobs", "mails", "logs", "files")
GOOD = 'output "{name}" {{\n  value = 1\n}}\n'
BAD = 'output "{name}" {{\n  value = "1\n}}\n'
TEXTS = {
    Task.GENERATE: ("An output called {name}", ""),
    Task.MUTATE: ("Make {name} one", GOOD.replace("1", "2")),
    Task.REPAIR: ("syntax: expected a value (output.{name})", BAD),
}
FILES = {"tf_gen": Task.GENERATE, "tf_mutn": Task.MUTATE, "repair": Task.REPAIR}


def instance(task: Task, name: str, split: Split) -> Instance:
    words, before = (text.format(name=name) for text in TEXTS[task])
    intents = (Intent("symbol", address=f"output.{name}"),)
    made = ("family", (), "aws", "single", 1, 1, {"plan": "passed"}, 0, "test")
    return Instance(task, words, before, GOOD.format(name=name), intents, *made, split)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Llama of two layers that has learnt to answer well and badly, each half of the time."""
    import torch
    from transformers import AutoTokenizer

    folder = tmp_path_factory.mktemp("tiny")
    tokenizer: Any = AutoTokenizer.from_pretrained(base_model("embedded", lambda _s, _p: None))
    network = tiny_llama(
        len(tokenizer), eos_token_id=tokenizer.eos_token_id, tie_word_embeddings=True
    )
    optimizer = torch.optim.Adam(network.parameters(), 0.01)
    examples = [
        (prompt_ids(tokenizer, turns(conversation(instance(task, name, Split.TRAIN))[0])), answer)
        for task in Task
        for name in NAMES
        for answer in (GOOD.format(name=name), BAD.format(name=name))
    ]
    for _ in range(4):
        for first in range(0, len(examples), 8):
            batch = [
                (prompt, [*tokenizer.encode(answer), tokenizer.eos_token_id])
                for prompt, answer in examples[first : first + 8]
            ]
            ids, mask = left_padded([prompt + answer for prompt, answer in batch])
            longest = max(len(answer) for _, answer in batch)
            labels = torch.full((len(batch), longest), -100)
            for row, (_, answer) in enumerate(batch):
                labels[row, -len(answer) :] = torch.tensor(answer)
            positions = (mask.cumsum(-1) - 1).clamp(min=0)
            given = {"input_ids": ids, "attention_mask": mask, "position_ids": positions}
            for _ in range(8):
                said = network(**given, logits_to_keep=longest + 1).logits[:, :-1]
                torch.nn.functional.cross_entropy(said.flatten(0, 1), labels.flatten()).backward()
                optimizer.step()
                optimizer.zero_grad()
    network.to(torch.bfloat16).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six instances to ask, three to watch, three that nobody may see."""
    folder = tmp_path_factory.mktemp("data")
    splits = (Split.TRAIN, Split.TRAIN, Split.VALIDATION, Split.TEST)
    for file, task in FILES.items():
        made = [instance(task, name, split) for name, split in zip(NAMES, splits, strict=True)]
        write(folder / f"{file}.jsonl.gz", made)
    return folder


def command(model: Path, data: Path, out: Path, *options: str) -> list[str]:
    return [
        *(sys.executable, "-m", "terraformer_ls", "train", "grpo", str(data)),
        *("--model", str(model), "--out", str(out), "--prompts", "2", "--completions", "4"),
        *("--micro-batch", "4", "--longest-answer", "16", "--learning-rate", "0.02"),
        *("--held-out", "3", "--held-out-steps", "2", "--threads", "1", "--workers", "1"),
        *("--divergence", "1000", "--rank", "4", *options),
    ]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_run_writes_every_part_down_and_ends_early_when_it_goes_wrong(
    model: Path, data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    # So fast that the model falls apart within a few steps.
    options = ("--steps", "30", "--learning-rate", "0.03", "--divergence", "0.2")
    subprocess.run(command(model, data, out, *options), check=True, timeout=400)
    rewards = rows(out / "rewards.jsonl")
    last = rewards[-1]["step"]
    assert [row["step"] for row in rewards] == [n + 1 for n in range(last) for _ in range(8)]
    assert all(set(NUMBERS) | {"trick", "why", "said", "task"} <= row.keys() for row in rewards)
    keys = {instance(task, name, Split.TRAIN).key for task in Task for name in NAMES[:2]}
    assert {row["key"] for row in rewards} <= keys
    assert len({row["total"] for row in rewards}) > 1
    logged = rows(out / "log.jsonl")
    assert {f"reward/{name}" for name in NUMBERS} <= set().union(*logged)
    measured = [row for row in logged if "held_out/reward" in row]
    assert [row["step"] for row in measured] == list(range(0, last + 1, 2))
    assert measured[0]["held_out/divergence"] == 0.0
    assert (out / "curves.png").is_file()
    recipe = json.loads((out / "final" / "recipe.json").read_text("utf-8"))
    assert (recipe["instances"], recipe["held_out"]) == (6, 3)
    assert last < recipe["steps"]
    assert recipe["stopped"]
    best = max(measured, key=lambda row: row["held_out/reward"])
    assert recipe["chosen_step"] == best["step"]
    assert (out / "final" / "adapter_model.safetensors").is_file()


@pytest.mark.parametrize("held", [(), ("--constrained",)])
def test_a_run_that_was_killed_goes_on_from_its_checkpoint(
    model: Path, data: Path, tmp_path: Path, held: tuple[str, ...]
) -> None:
    out = tmp_path / "run"
    started = command(model, data, out, "--steps", "4", "--save-minutes", "0", *held)
    with subprocess.Popen(started, start_new_session=True) as process:
        log = out / "rewards.jsonl"
        # Once the third step is asked, the second has been saved.
        while process.poll() is None:
            if log.is_file() and len(log.read_text("utf-8").splitlines()) >= 24:
                break
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
    assert list(out.glob("checkpoint-*"))
    (out / "checkpoint-99").mkdir()  # as if it had been killed while it was saving
    assert not (out / "final").exists()
    subprocess.run(started, check=True, timeout=400)
    steps = [row["step"] for row in rows(out / "rewards.jsonl")]
    assert steps == sorted(steps)
    assert [steps.count(step) for step in range(1, 5)] == [8] * 4
    measured = [row["step"] for row in rows(out / "log.jsonl") if "held_out/reward" in row]
    assert measured == [0, 2, 4]
    bad = [row for row in rows(out / "rewards.jsonl") if 'value = "1\n' in row["said"]]
    assert bool(bad) is not bool(held)
    assert (out / "final" / "adapter_config.json").is_file()


def test_the_reference_may_be_one_of_the_answers_and_is_no_merit_of_the_model(
    model: Path, data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    options = ("--steps", "2", "--with-reference", "--task", "generate", "--decay", "1")
    subprocess.run(command(model, data, out, *options), check=True, timeout=400)
    answers = rows(out / "rewards.jsonl")
    assert [row["own"] for row in answers] == [True, True, True, False] * 4
    for row in answers:
        if not row["own"]:
            names = [name for name in NAMES[:2] if row["said"] == GOOD.format(name=name)]
            assert [instance(Task.GENERATE, name, Split.TRAIN).key for name in names] == [
                row["key"]
            ]
            assert row["correct"] == 1
    logged = [row for row in rows(out / "log.jsonl") if "reward/total" in row]
    for row in logged:
        own = [each["total"] for each in answers if each["own"] and each["step"] == row["step"]]
        assert row["reward/total"] == pytest.approx(sum(own) / len(own), abs=0.001)
    assert [row["learning_rate"] for row in logged] == pytest.approx([0.02, 0.01])


def test_only_the_tasks_of_the_recipe_are_asked(model: Path, data: Path) -> None:
    from transformers import AutoTokenizer

    tokenizer: Any = AutoTokenizer.from_pretrained(model)
    for tasks in (("mutate",), ("generate", "repair")):
        found = questions(data, Split.TRAIN, tokenizer, Recipe(tasks=tasks))
        assert {each.instance.task for each in found} == set(tasks)
    with pytest.raises(FileNotFoundError):
        questions(data, Split.TRAIN, tokenizer, Recipe(tasks=()))
