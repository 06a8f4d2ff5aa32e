"""Attention for a few tokens that look at many: on a processor a fraction of transformers' time.

Where several query heads share keys and values, transformers copies these for each of them. Here
such heads stand one behind another, as further tokens of the one head that they share.
"""

# torch and transformers are typed in part only.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

from typing import Any

import torch
from torch.nn.functional import scaled_dot_product_attention
from transformers import AttentionInterface

SHARED_HEADS = "terraformer_shared_heads"
"""What a network's `set_attn_implementation` takes; its masks must then have four dimensions."""


def _attention(
    module: Any,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    scaling: float | None = None,
    **given: Any,
) -> tuple[torch.Tensor, None]:
    """What transformers asks of an attention: (rows, tokens, heads, size) of the values seen.

    Args:
        module: the layer; not looked at.
        query: (rows, heads, tokens, size).
        key: (rows, shared heads, keys, size).
        value: likewise.
        attention_mask: what is added, (rows, 1, tokens, keys).
        scaling: of the products.
        given: what else transformers says, which does not matter without gradients.
    """
    del module, given
    rows, heads, tokens, size = query.shape
    each = heads // key.shape[1]
    found = scaled_dot_product_attention(
        query.reshape(rows, key.shape[1], each * tokens, size),
        key,
        value,
        attn_mask=attention_mask.repeat(1, 1, each, 1) if attention_mask is not None else None,
        scale=scaling,
    )
    return found.reshape(rows, heads, tokens, -1).transpose(1, 2).contiguous(), None


AttentionInterface.register(SHARED_HEADS, _attention)
