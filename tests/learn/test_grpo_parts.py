"""The parts of reinforcement: what is asked next, how answers are drawn, when a run ends."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle, islice
from random import Random
from typing import Any

import pytest
import torch
from peft import LoraConfig, get_peft_model
from tiny_llama import tiny_llama

from terraformer_ls.learn.grpo.batches import tokens_of, worth_learning
from terraformer_ls.learn.grpo.curriculum import Curriculum, GroupSampler
from terraformer_ls.learn.grpo.measure import divergence_and_entropy, trained_weights
from terraformer_ls.learn.grpo.packing import log_probabilities
from terraformer_ls.learn.grpo.recipe import Limits
from terraformer_ls.learn.grpo.rollouts import Sampler
from terraformer_ls.learn.grpo.watch import Measurement, best_of, reason_to_stop
from terraformer_ls.learn.records import Instance, Task

LIMITS = Limits(margin=0.1, patience=2, divergence=0.5)
GOOD = Measurement(0, reward=0.5, correct=0.4, length=100, divergence=0.0, entropy=0.4)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"divergence": 0.6}, "from its start"),
        ({"length": 30}, "shrank"),
        ({"length": 300}, "grew"),
        ({"entropy": 0.01}, "entropy fell"),
    ],
)
def test_a_collapse_ends_a_run_at_once(changes: dict[str, float], says: str) -> None:
    reason = reason_to_stop([GOOD, replace(GOOD, step=5, reward=0.9, **changes)], LIMITS)
    assert reason is not None
    assert says in reason


def test_a_reward_that_stays_low_ends_a_run_and_one_that_recovers_does_not() -> None:
    low, high = replace(GOOD, reward=0.35), replace(GOOD, reward=0.55)
    assert reason_to_stop([GOOD, low], LIMITS) is None
    assert reason_to_stop([GOOD, low, GOOD], LIMITS) is None
    assert reason_to_stop([GOOD, low, low], LIMITS) is not None
    assert reason_to_stop([GOOD, high, replace(GOOD, reward=0.46)], LIMITS) is None


def test_of_equal_measurements_the_first_is_the_best() -> None:
    later = replace(GOOD, step=10)
    assert best_of([replace(GOOD, step=5, reward=0.1), GOOD, later]) is GOOD


def instance(operation: str) -> Instance:
    made = ("family", (), "aws", operation, 1, 1, {"plan": "passed"}, 0, "test")
    return Instance(Task.MUTATE, operation, "", "", (), *made)


def test_what_tells_apart_is_asked_more_often() -> None:
    kinds = ["useful"] * 10 + ["settled"] * 10
    curriculum = Curriculum([instance(kind) for kind in kinds], [1] * 20)
    for index in (0, 1, 2, 10, 11, 12):
        for _ in range(4):
            curriculum.saw(index, [0.0, 1.0] if kinds[index] == "useful" else [1.0, 1.0])
    # What was never asked is judged by its kind.
    assert curriculum.weight(5) > 2 * curriculum.weight(15)
    assert curriculum.weight(0) > curriculum.weight(10) > 0
    random = Random(0)
    drawn = [index for _ in range(50) for index in next(curriculum.draw(1, random))]
    assert sum(index < 10 for index in drawn) > 30


def test_rows_come_in_groups_as_often_as_they_are_learnt() -> None:
    curriculum = Curriculum([instance("add") for _ in range(8)], list(range(8)))
    rows = list(islice(GroupSampler(curriculum, 2, 3, 2, seed=1), 24))
    first, again = rows[:6], rows[6:12]
    assert first == again != rows[12:18]
    assert first[0:3] == [first[0]] * 3
    assert first[3:6] == [first[3]] * 3
    assert first[0] != first[3]
    # Neighbours in length are asked together.
    assert abs(first[0] - first[3]) == 1
    assert rows == list(islice(GroupSampler(curriculum, 2, 3, 2, seed=1), 24))


def tiny() -> Any:
    """A Llama of two layers that is sure of something."""
    heads = {"num_attention_heads": 4, "num_key_value_heads": 2}
    return tiny_llama(64, seed=3, initializer_range=0.3, **heads)


@pytest.fixture
def network() -> Any:
    """A tiny model with an adapter that has learnt something."""
    adapter = LoraConfig(r=4, target_modules="all-linear", task_type="CAUSAL_LM")
    network: Any = get_peft_model(tiny(), adapter)
    with torch.no_grad():
        for name, weight in network.named_parameters():
            if "lora_B" in name:
                weight.normal_(std=0.3)
    return network.eval()


def test_greedy_answers_are_those_of_transformers(network: Any) -> None:
    prompts = [[5, 9, 11, 3, 8], [7, 2], [4, 4, 12, 30]]
    sampler = Sampler(network, {1, 2, 3, 4, 5, 6})
    sampler.refresh()
    answers = sampler.answers(prompts, 2, 12, 0)
    assert answers[0::2] == answers[1::2]
    assert len({len(answer) for answer in answers}) > 1  # some end earlier than others
    for prompt, answer in zip(prompts, answers[0::2], strict=True):
        wanted = network.generate(
            input_ids=torch.tensor([prompt]),
            attention_mask=torch.ones(1, len(prompt), dtype=torch.long),
            max_new_tokens=12,
            do_sample=False,
            eos_token_id=[1, 2, 3, 4, 5, 6],
            pad_token_id=0,
        )
        assert wanted[0, len(prompt) :].tolist() == answer


def test_answers_to_one_prompt_do_not_see_each_other(
    network: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced = torch.tensor([[20, 21, 22], [23, 24, 25]])
    drawn = iter([forced])
    monkeypatch.setattr(
        "terraformer_ls.learn.grpo.rollouts._chosen",
        lambda logits, _temperature: next(drawn, logits.argmax(-1)),
    )
    sampler = Sampler(network, {1, 2, 3, 4, 5, 6})
    sampler.refresh()
    prompts = [[5, 9, 11, 3, 8], [7, 2]]
    together = sampler.answers(prompts, 3, 12, 0)
    assert len({len(answer) for answer in together}) > 1
    for number, answer in enumerate(together):
        prompt, first = prompts[number // 3], int(forced[number // 3, number % 3])
        alone = sampler.answers([[*prompt, first]], 1, 11, 0)[0]
        assert answer == [first, *alone]


def test_an_answer_that_goes_round_in_circles_is_cut_off(
    network: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = cycle([20, 21, 22])
    monkeypatch.setattr(
        "terraformer_ls.learn.grpo.rollouts._chosen",
        lambda logits, _temperature: torch.full(logits.shape[:-1], next(said)),
    )
    sampler = Sampler(network, {1})
    sampler.refresh()
    assert sampler.answers([[5, 9]], 1, 120, 0) == [[20, 21, 22] * 17]
    assert len(sampler.answers([[5, 9]], 1, 120, 1.0)[0]) == 120  # drawn, it may find out


def test_answers_follow_the_shares_of_the_model(network: Any) -> None:
    sampler = Sampler(network, set())
    sampler.refresh()
    torch.manual_seed(0)
    first = [answer[0] for answer in sampler.answers([[5, 9, 11]], 4000, 1, 1.0)]
    with torch.no_grad():
        shares = network(input_ids=torch.tensor([[5, 9, 11]])).logits[0, -1].softmax(-1)
    found = torch.bincount(torch.tensor(first), minlength=64) / len(first)
    assert (found - shares).abs().max() < 0.04


def test_the_divergence_is_nothing_at_the_start_and_grows(network: Any) -> None:
    start = trained_weights(network)
    pairs = [([5, 9], [11, 12, 13])]
    divergence, entropy = divergence_and_entropy(network, start, pairs)
    assert divergence == 0.0
    assert 0 < entropy < torch.log(torch.tensor(64.0))
    weight = next(weight for weight in network.parameters() if weight.requires_grad)
    kept = weight.data.add_(0.5).clone()
    assert divergence_and_entropy(network, start, pairs)[0] > 0.0
    assert torch.equal(weight, kept)


def test_answers_that_teach_nothing_and_padding_are_left_out() -> None:
    def rows(*values: list[int]) -> torch.Tensor:
        return torch.tensor(values)

    inputs = {
        "prompt_ids": rows([0, 0, 7], [0, 8, 9], [1, 2, 3]),
        "prompt_mask": rows([0, 0, 1], [0, 1, 1], [1, 1, 1]),
        "completion_ids": rows([5, 0, 0, 0], [5, 6, 0, 0], [5, 6, 7, 8]),
        "completion_mask": rows([1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 1]),
        "advantages": torch.tensor([0.5, -0.5, 0.0]),
        "num_items_in_batch": torch.tensor(7),
    }
    batch = worth_learning(inputs, with_divergence=False)
    assert batch["prompt_ids"].tolist() == [[0, 7], [8, 9]]
    assert batch["completion_ids"].tolist() == [[5, 0], [5, 6]]
    assert batch["completion_mask"].tolist() == [[1, 0], [1, 1]]
    assert batch["num_items_in_batch"] == 7
    assert tokens_of(batch) == [(7, 5), (8, 9, 5, 6)]
    assert worth_learning(inputs, with_divergence=True)["prompt_ids"].shape == (3, 3)
    nothing = {**inputs, "advantages": torch.zeros(3)}
    assert worth_learning(nothing, with_divergence=False)["prompt_ids"].tolist() == [[7]]


@pytest.mark.parametrize("longest", [1024, 20])
def test_answers_packed_behind_their_prompt_are_as_likely_as_alone(
    longest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("terraformer_ls.learn.grpo.packing._LONGEST", longest)
    network = tiny()
    prompts = [[5, 6, 7, 8, 9]] * 3 + [[11, 12, 13]] * 2
    answers = [[20, 21, 22], [23, 24, 25, 26, 27, 28], [29], [30, 31], [32, 33, 34, 35]]
    ids = torch.zeros(5, 11, dtype=torch.long)
    mask = torch.zeros(5, 11, dtype=torch.long)
    expected = torch.zeros(5, 6)
    uncertain = torch.zeros(5, 6)
    for row, (prompt, answer) in enumerate(zip(prompts, answers, strict=True)):
        ids[row, 5 - len(prompt) : 5] = torch.tensor(prompt)
        ids[row, 5 : 5 + len(answer)] = torch.tensor(answer)
        mask[row, 5 - len(prompt) : 5 + len(answer)] = 1
        whole = torch.tensor([prompt + answer])
        logits = network(input_ids=whole).logits[0, len(prompt) - 1 : -1] / 0.7
        shares = torch.softmax(logits, -1)
        expected[row, : len(answer)] = shares[range(len(answer)), answer].log()
        uncertain[row, : len(answer)] = -(shares * shares.log()).sum(-1)
    weights = torch.rand(5, 6)
    gradients: list[torch.Tensor] = []
    found, entropies = log_probabilities(network, ids, mask, 6, 0.7)
    for likely in (expected, found):
        network.zero_grad()
        (likely * weights).sum().backward()
        gradients.append(torch.cat([p.grad.flatten() for p in network.parameters()]))  # type: ignore[union-attr]
    torch.testing.assert_close(found, expected)
    torch.testing.assert_close(entropies, uncertain.detach())
    torch.testing.assert_close(*gradients)
