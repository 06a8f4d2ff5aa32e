"""What of a batch is worth the time: learning takes more than half of a step.

An answer that was worth as much as its group's mean teaches nothing, and padding never does. The
loss divides by the tokens of the whole generation, so leaving either out changes no gradient.
"""

# torch is typed in part only.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Mapping

import torch

_NOTHING = 1e-6


def worth_learning(
    inputs: Mapping[str, torch.Tensor], *, with_divergence: bool
) -> dict[str, torch.Tensor]:
    """A batch of trl's without the answers that teach nothing and without needless padding.

    One answer is left even where none teaches, for a loss needs something to be of.

    Args:
        inputs: tensors of (answers, ...), prompts padded on the left and completions on the right,
            and others, which are left alone.
        with_divergence: whether the loss has a term for it, to which every answer matters.
    """
    advantages = inputs["advantages"]
    teaches = advantages.abs() > _NOTHING
    if with_divergence:
        teaches = torch.ones_like(teaches)
    elif not teaches.any():
        teaches[0] = True
    rows = teaches.nonzero().squeeze(-1)
    batch = {
        name: value[rows] if value.dim() and len(value) == len(advantages) else value
        for name, value in inputs.items()
    }
    asked = int(batch["prompt_mask"].sum(1).max())
    answered = int(batch["completion_mask"].sum(1).max())
    longest = inputs["completion_ids"].shape[1]
    for name, value in batch.items():
        if name.startswith("prompt_"):
            batch[name] = value[:, value.shape[1] - asked :]
        elif value.dim() == 2 and value.shape[1] == longest:
            batch[name] = value[:, :answered]
    return batch


def tokens_of(batch: Mapping[str, torch.Tensor]) -> list[tuple[int, ...]]:
    """The tokens of each prompt with its answer, without padding.

    Args:
        batch: with ids and masks of prompts and completions, each (answers, ...).
    """
    ids = torch.cat([batch["prompt_ids"], batch["completion_ids"]], dim=1)
    mask = torch.cat([batch["prompt_mask"], batch["completion_mask"]], dim=1).bool()
    return [tuple(row[kept].tolist()) for row, kept in zip(ids, mask, strict=True)]
