"""How a model does on held-out instances, and how far it has come from where it started."""

# torch is typed in part only.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch


def trained_weights(network: Any) -> dict[str, torch.Tensor]:
    """A copy of all weights that training changes, by name."""
    return {
        name: weight.detach().clone()
        for name, weight in network.named_parameters()
        if weight.requires_grad
    }


@torch.no_grad()
def divergence_and_entropy(
    network: Any, start: Mapping[str, torch.Tensor], answers: Sequence[tuple[list[int], list[int]]]
) -> tuple[float, float]:
    """Nats per token: the divergence from the start, and the entropy, on the model's own answers.

    Both are exact at each position, over the whole vocabulary.

    Args:
        network: the model that is trained.
        start: its `trained_weights` at the start.
        answers: pairs of prompt and answer, in token ids.
    """
    training = network.training
    network.eval()
    divergence = entropy = 0.0
    tokens = sum(len(answer) for _, answer in answers)
    for prompt, answer in answers:
        now = _predictions(network, prompt, answer)
        with _weights(network, start):
            then = _predictions(network, prompt, answer)
        shares = now.exp()
        divergence += (shares * (now - then)).sum().item()
        entropy -= (shares * now).sum().item()
    network.train(training)
    return divergence / max(tokens, 1), entropy / max(tokens, 1)


def _predictions(network: Any, prompt: list[int], answer: list[int]) -> torch.Tensor:
    """The logarithms of the shares of all tokens, at each of the answer's: (tokens, vocabulary)."""
    device = next(network.parameters()).device
    ids = torch.tensor([prompt + answer], device=device)
    logits = network(input_ids=ids, logits_to_keep=len(answer) + 1).logits[0, :-1]
    return torch.log_softmax(logits.float(), dim=-1)


@contextmanager
def _weights(network: Any, other: Mapping[str, torch.Tensor]) -> Generator[None]:
    """The network with other weights in it, for a while."""
    held = {name: weight for name, weight in network.named_parameters() if name in other}
    own = {name: weight.data for name, weight in held.items()}
    try:
        for name, weight in held.items():
            weight.data = other[name]
        yield
    finally:
        for name, weight in held.items():
            weight.data = own[name]
