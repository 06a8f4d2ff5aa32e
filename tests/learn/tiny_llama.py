"""A Llama of two layers with random weights, whose query heads share keys and values."""

from __future__ import annotations

from typing import Any

_SHAPE = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "num_key_value_heads": 1,
}


def tiny_llama(vocab_size: int, *, seed: int = 0, **others: object) -> Any:
    """A causal model; `others` are of its configuration."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(seed)
    shape: dict[str, Any] = {**_SHAPE, **others}
    return LlamaForCausalLM(LlamaConfig(vocab_size=vocab_size, **shape))
