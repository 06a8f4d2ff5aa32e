"""Answers from a model in training, many at once, without a server.

A question that is to be answered several times is read once and kept once, answers that have ended
make room, and an adapter is added into a copy of the weights first: on a processor this takes a
fraction of what transformers' own generation takes.
"""

# torch, transformers and peft are typed in part only.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false
# pyright: reportUnknownParameterType=false

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import torch
from peft.tuners.lora import LoraLayer

from terraformer_ls.learn.grpo.attention import SHARED_HEADS
from terraformer_ls.learn.grpo.guide import Guide
from terraformer_ls.learn.grpo.room import with_room
from terraformer_ls.model.circles import goes_round

_ADAPTER = "default"
_PROMPT = -1
_NOBODY = -2

# Of an answer that is guided, so many tokens are looked at before all are put in order.
_CANDIDATES = 64
# What is at least this likely is held against the guide even where something else is drawn.
_LIKELY = 0.03

# Rows that have ended are taken out once they are so many of all: it takes a copy of the others.
_ENDED = 0.25
# In tokens: how large a circle may be in which an answer goes round, and for how many it must.
_CIRCLE = 24
_ROUND = 48


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
        self,
        prompts: Sequence[Sequence[int]],
        each: int,
        longest: int,
        temperature: float,
        guides: Sequence[Guide] | None = None,
    ) -> list[list[int]]:
        """Token ids of `each` answers to each prompt, in order, with the token that ends them.

        Args:
            prompts: token ids.
            each: answers to every prompt.
            longest: tokens after which an answer is cut off.
            temperature: 0 takes the likeliest token each time; an answer that goes round in circles
                is then cut off, since it never gets out.
            guides: one for each answer, which it keeps to; None lets them be.
        """
        device = next(self._plain.parameters()).device
        ends = self._ends.to(device)
        training = self._plain.training
        self._plain.eval()
        reading: str = self._plain.config._attn_implementation
        ids, mask = left_padded(prompts, device)
        read = self._plain(
            input_ids=ids,
            attention_mask=mask,
            position_ids=(mask.cumsum(-1) - 1).clamp(min=0),
            use_cache=True,
            logits_to_keep=1,
        )
        cache = with_room(read.past_key_values)
        logits = read.logits.expand(-1, each, -1)
        position = mask.sum(-1, keepdim=True)
        answers: list[list[int]] = [[] for _ in range(len(prompts) * each)]
        if reading == "sdpa":  # others may mean more than it: caps, sinks
            self._plain.set_attn_implementation(SHARED_HEADS)
        # A row is a prompt with its answers behind it, a token of each at a time.
        writing = torch.arange(len(answers), device=device).view(-1, each)
        owners = torch.where(mask.bool(), _PROMPT, _NOBODY)
        for step in range(longest):
            if guides is None:
                tokens = _chosen(logits, temperature)
            else:
                tokens = self._guided(logits, temperature, writing, guides)
            for row, token in zip(
                writing.flatten().tolist(), tokens.flatten().tolist(), strict=True
            ):
                if row >= 0:
                    answers[row].append(token)
            ended = torch.isin(tokens, ends)
            if temperature == 0:
                lost = [
                    [row >= 0 and goes_round(answers[row], _CIRCLE, _ROUND) for row in rows]
                    for rows in writing.tolist()
                ]
                ended |= torch.tensor(lost, device=device)
            writing = writing.masked_fill(ended, _NOBODY)
            going = (writing >= 0).sum(1)
            if not going.any() or step == longest - 1:
                break
            # What has ended makes room.
            order = (writing < 0).byte().argsort(dim=1, stable=True)[:, : int(going.max())]
            writing, tokens = writing.gather(1, order), tokens.gather(1, order)
            if going.count_nonzero() <= (1 - _ENDED) * len(going):
                kept = going.nonzero().squeeze(-1)
                cache.batch_select_indices(kept)
                writing, tokens, owners, position = (
                    t[kept] for t in (writing, tokens, owners, position)
                )
            owners = torch.cat([owners, writing], dim=1)
            logits = self._plain(
                input_ids=tokens,
                attention_mask=self._mask(owners, writing),
                position_ids=position.expand_as(tokens),
                past_key_values=cache,
                use_cache=True,
            ).logits
            position = position + 1
        self._plain.set_attn_implementation(reading)
        self._plain.train(training)
        return answers

    def _guided(
        self,
        logits: torch.Tensor,
        temperature: float,
        writing: torch.Tensor,
        guides: Sequence[Guide],
    ) -> torch.Tensor:
        """The next token of each answer that its guide takes: (rows, answers)."""
        shares = torch.softmax(logits.float() / (temperature or 1.0), dim=-1)
        scores = shares.log()
        if temperature:
            # In this order tokens are drawn one after the other, none twice (Gumbel).
            scores -= torch.empty_like(shares).exponential_().log()
        vocabulary = shares.shape[-1]
        likeliest = shares.topk(min(int(1 / _LIKELY), vocabulary))
        first = scores.topk(min(_CANDIDATES, vocabulary)).indices
        tokens = torch.zeros_like(writing)
        for place in (writing >= 0).nonzero().tolist():
            row, column = place
            guide = guides[int(writing[row, column])]
            is_likely = likeliest.values[row, column] >= _LIKELY
            likely: list[int] = likeliest.indices[row, column][is_likely].tolist()
            token = guide.take(_in_order(first[row, column], scores[row, column]), likely)
            tokens[row, column] = token if token is not None else int(self._ends[0])
        return tokens

    def _mask(self, owners: torch.Tensor, writing: torch.Tensor) -> torch.Tensor:
        """What is added so that an answer sees its prompt and itself: (rows, 1, answers, keys)."""
        is_own = owners[:, None] == writing[:, :, None]
        is_seen = is_own | (owners == _PROMPT)[:, None]
        dtype = next(self._plain.parameters()).dtype
        hidden = torch.zeros(is_seen.shape, dtype=dtype, device=owners.device)
        return hidden.masked_fill_(~is_seen, torch.finfo(dtype).min)[:, None]


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


def _in_order(first: torch.Tensor, scores: torch.Tensor) -> Iterator[int]:
    """The tokens with the highest scores, and behind them, if it comes to that, all others."""
    yield from first.tolist()
    yield from scores.argsort(descending=True)[len(first) :].tolist()


def _chosen(logits: torch.Tensor, temperature: float) -> torch.Tensor:
    if temperature == 0:
        return logits.argmax(-1)
    shares = torch.softmax(logits.float() / temperature, dim=-1)
    return torch.multinomial(shares.flatten(0, -2), 1).view(shares.shape[:-1])


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
