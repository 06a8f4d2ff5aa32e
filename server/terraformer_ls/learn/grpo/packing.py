"""How likely a model finds answers, several to one prompt, which is read once for all of them.

The answers stand one behind another, each seeing the prompt and itself alone. Of eight answers that
are shorter than their prompt, this leaves a third of the tokens or less to go through the model.
"""

# torch is typed in part only.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import torch
from torch.nn.functional import log_softmax, pad

RuledOut = Mapping[tuple[int, ...], Sequence[Sequence[int]]]
"""By the tokens of a prompt and an answer: what could not come in place of each of the answer's."""

_LONGEST = 1024
"""Tokens of a pack: every token is held against every other, so twice the length is more than twice
the work."""


def can_pack(network: Any) -> bool:
    """Whether the model's attention takes any mask."""
    return network.config._attn_implementation == "sdpa"


def log_probabilities(
    network: Any,
    ids: torch.Tensor,
    mask: torch.Tensor,
    answered: int,
    temperature: float,
    ruled_out: RuledOut | None = None,
) -> tuple[torch.Tensor, torch.Tensor]:
    """The logarithm of each answer token's probability and the entropy there, in nats.

    Args:
        network: a causal model that `can_pack`.
        ids: (answers, prompt and answer), prompts padded on the left and answers on the right; what
            follows upon each other with the same prompt is packed.
        mask: of the same shape, 0 for padding.
        answered: how many tokens of each row are the answer with its padding.
        temperature: what logits are divided by.
        ruled_out: tokens that are no alternatives.

    Returns:
        Two tensors of (answers, answered), 0 where there is padding. Entropies have no gradient.
    """
    found: list[torch.Tensor] = []
    entropies: list[torch.Tensor] = []
    for prompt, answers in _packs(ids, mask, answered):
        targets = torch.cat(answers)
        logits = _logits(network, prompt, answers).float() / temperature
        if ruled_out:
            logits = logits.masked_fill(_hidden(logits, prompt, answers, ruled_out), -torch.inf)
        likely = log_softmax(logits, dim=-1)
        lengths = [len(answer) for answer in answers]
        said = likely.gather(-1, targets[:, None]).squeeze(-1)
        with torch.no_grad():
            entropy = torch.special.entr(likely.exp()).sum(-1)
        found += [pad(row, (0, answered - len(row))) for row in said.split(lengths)]
        entropies += [pad(row, (0, answered - len(row))) for row in entropy.split(lengths)]
    return torch.stack(found), torch.stack(entropies)


def _hidden(
    logits: torch.Tensor, prompt: torch.Tensor, answers: list[torch.Tensor], ruled_out: RuledOut
) -> torch.Tensor:
    """Where there is what could not come: (tokens, vocabulary)."""
    hidden = torch.zeros_like(logits, dtype=torch.bool)
    asked = prompt.tolist()
    start = 0
    for answer in answers:
        for place, tokens in enumerate(ruled_out.get((*asked, *answer.tolist()), ())):
            hidden[start + place, list(tokens)] = True
        start += len(answer)
    return hidden


def _packs(
    ids: torch.Tensor, mask: torch.Tensor, answered: int
) -> Iterator[tuple[torch.Tensor, list[torch.Tensor]]]:
    """Prompts, each with answers to it, without padding."""
    prompt: torch.Tensor | None = None
    answers: list[torch.Tensor] = []
    for row, kept in zip(ids, mask.bool(), strict=True):
        asked = row[:-answered][kept[:-answered]]
        answer = row[-answered:][kept[-answered:]]
        if prompt is not None:
            length = len(prompt) + sum(map(len, answers)) + len(answer)
            if length > _LONGEST or not torch.equal(asked, prompt):
                yield prompt, answers
                answers = []
        prompt = asked
        answers.append(answer)
    if prompt is not None:
        yield prompt, answers


def _logits(network: Any, prompt: torch.Tensor, answers: list[torch.Tensor]) -> torch.Tensor:
    """What the model expects in the place of each token of the answers: (tokens, vocabulary)."""
    device = prompt.device
    read = [answer[:-1] for answer in answers]
    pieces = [prompt, *read]
    owners = torch.cat([torch.full_like(piece, number) for number, piece in enumerate(pieces)])
    positions = [torch.arange(len(prompt), device=device)]
    positions += [len(prompt) + torch.arange(len(piece), device=device) for piece in read]
    order = torch.arange(len(owners), device=device)
    is_seen = (owners == owners[:, None]) | (owners == 0)
    is_seen &= order <= order[:, None]
    # An answer's first token is expected where the prompt ends.
    places: list[torch.Tensor] = []
    start = len(prompt)
    for piece in read:
        places += [order[len(prompt) - 1 : len(prompt)], order[start : start + len(piece)]]
        start += len(piece)
    return network(
        input_ids=torch.cat(pieces)[None],
        attention_mask=is_seen[None, None],
        position_ids=torch.cat(positions)[None],
        logits_to_keep=torch.cat(places),
        use_cache=False,
    ).logits[0]
