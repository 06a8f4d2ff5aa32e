"""A causal language model small enough to be made in a test: real transformers, random weights."""

from __future__ import annotations

from pathlib import Path

TEXT = (
    'resource "aws_s3_bucket" "logs" {\n  bucket = "my-logs"\n  tags = { Name = "logs" }\n}\n'
    'variable "region" {\n  type = string\n  default = "eu-west-1"\n}\n'
)
CHAT_TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
FIM_MARKS = ["<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"]


def make(folder: Path, *, chat_template: bool = True) -> Path:
    """Write a Llama of some 100,000 random parameters and its tokenizer to `folder`."""
    import torch
    import transformers
    from tokenizers import ByteLevelBPETokenizer

    trainer = ByteLevelBPETokenizer()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", *FIM_MARKS]
    trainer.train_from_iterator([TEXT] * 4, vocab_size=400, min_frequency=1, special_tokens=special)
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=trainer._tokenizer,
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        additional_special_tokens=FIM_MARKS,
    )
    if chat_template:
        tokenizer.chat_template = CHAT_TEMPLATE
    torch.manual_seed(7)
    model = transformers.LlamaForCausalLM(
        transformers.LlamaConfig(
            vocab_size=len(tokenizer),
            hidden_size=64,
            intermediate_size=128,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
            max_position_embeddings=2048,
            initializer_range=0.4,  # so that what was read long ago matters too
            eos_token_id=tokenizer.eos_token_id,
            bos_token_id=None,
            pad_token_id=tokenizer.pad_token_id,
        )
    )
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
