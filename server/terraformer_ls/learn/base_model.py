"""The model that training starts from, as a folder that transformers loads."""

# torch and transformers are typed in part only.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from terraformer_ls import paths
from terraformer_ls.model.convert import meaning_of_rows
from terraformer_ls.model.weights import ensure_source

_FOLDER = "smollm2-135m-instruct-bf16"


def base_model(name: str, on_progress: Callable[[str, float], None]) -> str:
    """A folder or a hub id for `from_pretrained`, from what a user calls the model.

    "embedded" is the base of the model that ships: made once from its published GGUF, in bfloat16,
    with distinct rows for the tokens that mark gaps. Everything else is returned as it is.

    Raises:
        ModelUnavailable: the embedded model could not be fetched.
    """
    if name != "embedded":
        return name
    folder = paths.data_folder() / "models" / _FOLDER
    if not (folder / "config.json").is_file():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="unpacking-", dir=folder.parent) as temporary:
            source = ensure_source(Path(temporary), on_progress)
            made = Path(temporary) / _FOLDER
            _unpack(source, made)
            if not folder.exists():
                made.rename(folder)
    return str(folder)


def _unpack(source: Path, folder: Path) -> None:
    """Write the GGUF `source` as bfloat16 safetensors with its tokenizer."""
    import torch
    from tokenizers.pre_tokenizers import ByteLevel, Digits, Sequence
    from transformers import AutoModelForCausalLM, AutoTokenizer

    where = {"pretrained_model_name_or_path": str(source.parent), "gguf_file": source.name}
    tokenizer: Any = AutoTokenizer.from_pretrained(**where)
    # Lost on the way from GGUF: numbers are read digit by digit.
    tokenizer.backend_tokenizer.pre_tokenizer = Sequence(
        [Digits(individual_digits=True), ByteLevel(add_prefix_space=False, use_regex=True)]
    )
    model: Any = AutoModelForCausalLM.from_pretrained(**where, dtype=torch.float32)
    # It is no longer quantised, which transformers would otherwise refuse to save.
    model.hf_quantizer = None
    model.is_quantized = False
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    rows = model.get_input_embeddings().weight
    vocabulary: dict[str, int] = tokenizer.get_vocab()
    with torch.no_grad():
        for row, word in meaning_of_rows().items():
            rows[row] = rows[vocabulary[word]]
    model.to(torch.bfloat16).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
