"""Answers from a model in training, many at once, without a server.

A question that is to be answered several times is read once, answers that have ended make room, and
an adapter is added into a copy of the weights first: on a processor this takes a fraction of what
transformers' own generation takes.
"""

# torch, transformers and peft are typed in part only.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false
# pyright: reportUnknownParameterType=false

from __future__ import annotations

import copy
from collections.abc import Collection, Sequence
from typing import Any

import torch
from peft.tuners.lora import LoraLayer

_ADAPTER = "default"


class Sampler:
    """Writes answers with the weights that a network has at the moment.

    Args:
        network: a causal model, or peft's model around one with a LoRA adapter.
        ends: ids of the tokens that end an answer.
    """

    def __init__(self, network: Any, ends: Collection[int]) -> None:
        self._network = network
        self._adapted: dict[str, Any] = {
            name.removeprefix("base_model.model."): module
            for name, module in network.named_modules()
            if isinstance(module, LoraLayer)
        }
        self._plain = _without_adapter(network) if self._adapted else network
        self._ends = torch.tensor(sorted(ends))

    @torch.no_grad()
    def refresh(self) -> None:
        """Take over what was learnt since, and go where the network is."""
        self._plain.to(next(self._network.parameters()).device)
        for name, module in self._adapted.items():
            base: torch.Tensor = module.get_base_layer().weight
            added: torch.Tensor = module.get_delta_weight(_ADAPTER)
            self._plain.get_submodule(name).weight.copy_(base.float() + added.float())

    @torch.no_grad()
    def answers(
        self, prompts: Sequence[Sequence[int]], each: int, longest: int, temperature: float
    ) -> list[list[int]]:
        """Token ids of `each` answers to each prompt, in order, with the token that ends them.

        Args:
            prompts: token ids.
            each: answers to every prompt.
            longest: tokens after which an answer is cut off.
            temperature: 0 takes the likeliest token each time.
        """
        device = next(self._plain.parameters()).device
        ends = self._ends.to(device)
        training = self._plain.training
        self._plain.eval()
        ids, mask = left_padded(prompts, device)
        positions = (mask.cumsum(-1) - 1).clamp(min=0)
        read = self._plain(
            input_ids=ids,
            attention_mask=mask,
            position_ids=positions,
            use_cache=True,
            logits_to_keep=1,
        )
        cache = read.past_key_values
        cache.batch_repeat_interleave(each)
        logits = read.logits[:, -1].repeat_interleave(each, dim=0)
        mask = mask.repeat_interleave(each, dim=0)
        position = positions[:, -1].repeat_interleave(each, dim=0)
        answers: list[list[int]] = [[] for _ in range(len(prompts) * each)]
        rows = torch.arange(len(answers), device=device)
        for step in range(longest):
            tokens = _chosen(logits, temperature)
            for row, token in zip(rows.tolist(), tokens.tolist(), strict=True):
                answers[row].append(token)
            going = ~torch.isin(tokens, ends)
            if not going.any() or step == longest - 1:
                break
            if not going.all():
                kept = going.nonzero().squeeze(-1)
                cache.batch_select_indices(kept)
                rows, tokens, mask, position = (t[kept] for t in (rows, tokens, mask, position))
            position = position + 1
            mask = torch.cat([mask, mask.new_ones(len(mask), 1)], dim=1)
            logits = self._plain(
                input_ids=tokens[:, None],
                attention_mask=mask,
                position_ids=position[:, None],
                past_key_values=cache,
                use_cache=True,
            ).logits[:, -1]
        self._plain.train(training)
        return answers


def left_padded(
    prompts: Sequence[Sequence[int]], device: torch.device | None = None
) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and mask of prompts, (prompts, longest), filled up on the left."""
    longest = max(map(len, prompts))
    ids = torch.zeros(len(prompts), longest, dtype=torch.long)
    mask = torch.zeros(len(prompts), longest, dtype=torch.long)
    for row, prompt in enumerate(prompts):
        ids[row, longest - len(prompt) :] = torch.tensor(list(prompt))
        mask[row, longest - len(prompt) :] = 1
    return ids.to(device), mask.to(device)


def _chosen(logits: torch.Tensor, temperature: float) -> torch.Tensor:
    if temperature == 0:
        return logits.argmax(-1)
    shares = torch.softmax(logits.float() / temperature, dim=-1)
    return torch.multinomial(shares, 1).squeeze(-1)


def _without_adapter(network: Any) -> Any:
    """A copy of the model that an adapter is around, with plain layers."""
    inner = network.get_base_model()
    replaced = {n: module for n, module in inner.named_modules() if isinstance(module, LoraLayer)}
    plain = copy.deepcopy(inner)
    for name, module in replaced.items():
        parent, _, last = name.rpartition(".")
        setattr(plain.get_submodule(parent), last, copy.deepcopy(module.get_base_layer()))
    plain.config.use_cache = True
    return plain.requires_grad_(False)
