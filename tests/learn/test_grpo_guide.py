"""Answers that are held to the schema while they are sampled, and what is then learnt of them."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from tiny_llama import tiny_llama
from transformers import AutoTokenizer

from terraformer_ls.learn.base_model import base_model
from terraformer_ls.learn.grpo.guide import Guide
from terraformer_ls.learn.grpo.packing import log_probabilities
from terraformer_ls.learn.grpo.rollouts import Sampler
from terraformer_ls.learn.held import constraint
from terraformer_ls.learn.records import Task
from terraformer_ls.model.masking import token_texts

QUEUE = 'resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}\n'
WORDS = "An SQS queue"


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    return AutoTokenizer.from_pretrained(base_model("embedded", lambda _s, _p: None))


def guide(tokenizer: Any, words: str = WORDS) -> Guide:
    held = constraint(Task.GENERATE, "", words)
    return Guide(held, token_texts(tokenizer), {tokenizer.eos_token_id})


def wanted(tokenizer: Any, text: str) -> list[int]:
    return [*tokenizer.encode(text, add_special_tokens=False), tokenizer.eos_token_id]


def test_what_the_schema_allows_is_taken_token_by_token(tokenizer: Any) -> None:
    # Among them are tokens that end one line and begin the next.
    tokens = wanted(tokenizer, QUEUE)
    assert any(tokenizer.decode(token) == "\n " for token in tokens)
    held = guide(tokenizer)
    assert [held.take([token]) for token in tokens] == tokens
    assert held.ruled_out == [()] * len(tokens)


def test_what_the_schema_does_not_allow_is_passed_over_and_noted(tokenizer: Any) -> None:
    held = guide(tokenizer)
    for token in tokenizer.encode('resource "aws_sqs_queue" "jobs" {\n ', add_special_tokens=False):
        assert held.take([token]) == token
    good, bad = (tokenizer.encode(word)[0] for word in (" name", " sleep"))
    end = tokenizer.eos_token_id
    assert held.take([bad, good], likely=[good, end]) == good
    assert set(held.ruled_out[-1]) == {bad, end}
    assert held.take([bad, end]) is None


def test_an_answer_may_not_end_before_what_was_asked_for(tokenizer: Any) -> None:
    held = guide(tokenizer, "An SQS queue and an SNS topic")
    *tokens, end = wanted(tokenizer, QUEUE)
    for token in tokens:
        held.take([token])
    assert held.take([end]) is None


@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_a_model_that_knows_nothing_writes_what_the_schema_allows(
    tokenizer: Any, temperature: float
) -> None:
    network = tiny_llama(len(tokenizer)).eval()
    sampler = Sampler(network, {tokenizer.eos_token_id})
    sampler.refresh()
    guides = [guide(tokenizer) for _ in range(4)]
    prompts = [[5, 6, 7], [8, 9]]
    answers = sampler.answers(prompts, 2, 12, temperature, guides)
    for number, (answer, held) in enumerate(zip(answers, guides, strict=True)):
        again = guide(tokenizer)
        assert [again.take([token]) for token in answer] == answer
        assert len(held.ruled_out) == len(answer)
        prompt = prompts[number // 2]
        ids = torch.tensor([prompt + answer])
        found, _ = log_probabilities(
            network,
            ids,
            torch.ones_like(ids),
            len(answer),
            1.0,
            {(*prompt, *answer): held.ruled_out},
        )
        with torch.no_grad():
            logits = network(input_ids=ids).logits[0, len(prompt) - 1 : -1]
        for place, (token, ruled_out) in enumerate(zip(answer, held.ruled_out, strict=True)):
            possible = logits[place].index_fill(0, torch.tensor(ruled_out, dtype=int), -torch.inf)
            torch.testing.assert_close(found[0, place], possible.log_softmax(0)[token])
