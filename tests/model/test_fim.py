from __future__ import annotations

import pytest

from terraformer_ls.model.fim import LAYOUTS, format_of


@pytest.mark.parametrize(
    ("name", "prompt"),
    [
        ("Qwen/Qwen2.5-Coder-1.5B", "<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>"),
        ("qwen2.5-coder:7b", "<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>"),
        ("/models/Qwen3-Coder-30B/", "<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>"),
        ("bigcode/starcoder2-3b", "<fim_prefix>P<fim_suffix>S<fim_middle>"),
        ("ibm-granite/granite-3b-code-base", "<fim_prefix>P<fim_suffix>S<fim_middle>"),
        ("ibm-granite/granite-4.0-h-tiny", "<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>"),
        ("codellama/CodeLlama-7b-hf", "▁<PRE>P▁<SUF>S▁<MID>"),
        ("deepseek-ai/deepseek-coder-1.3b-base", "<｜fim▁begin｜>P<｜fim▁hole｜>S<｜fim▁end｜>"),
        ("mistralai/Codestral-22B-v0.1", "[SUFFIX]S[PREFIX]P"),
    ],
)
def test_code_models_are_known_by_name(name: str, prompt: str) -> None:
    known = format_of(name)
    assert known is not None
    assert known.prompt("P", "S") == prompt


def test_other_models_have_no_marks() -> None:
    assert format_of("HuggingFaceTB/SmolLM2-135M") is None
    assert format_of("meta-llama/Llama-3.1-8B") is None


def test_our_own_layout_ends_with_the_prefix_so_that_typing_only_appends() -> None:
    ours = LAYOUTS["joined-fim"]
    assert ours is not None
    assert ours.prompt("P and more", "S").startswith(ours.prompt("P", "S"))
