"""A fine-tuned adapter: low-rank changes to the weights of the model that it was trained on.

Read in the form that peft writes (`adapter_config.json`, `adapter_model.safetensors`), so the
adapter that ships also works there. The weights it is added to are named and laid out as in GGUF.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from terraformer_ls.model.protocol import ModelUnavailable

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

_WEIGHTS = "adapter_model.safetensors"

TOLD_SCHEMA = "told_schema"
"""What a recipe calls it that prompts held what the likely types take."""

# A layer's name in transformers, by its name in GGUF.
_NAMES = {
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}


def shipped_adapter() -> Path | None:
    """The folder of the adapter that comes with TerraFormer; None in a build without one."""
    folder = Path(str(resources.files("terraformer_ls.model") / "trained"))
    return folder if (folder / _WEIGHTS).is_file() else None


def adapter_hash(folder: Path) -> str:
    """The SHA-256 of an adapter's weights, in hexadecimal.

    Raises:
        ModelUnavailable: there is no adapter in the folder.
    """
    try:
        stat = (folder / _WEIGHTS).stat()
        return _hashed(folder, stat.st_size, stat.st_mtime_ns)
    except OSError as error:
        raise ModelUnavailable(f"{folder} holds no adapter: {error}") from error


def was_told_schema(folder: Path) -> bool:
    """Whether an adapter's recipe says that it was trained with the schema in its prompts."""
    try:
        recipe = json.loads((folder / "recipe.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(recipe, dict) and cast("dict[str, object]", recipe).get(TOLD_SCHEMA) is True


@lru_cache(maxsize=8)
def _hashed(folder: Path, size: int, changed: int) -> str:
    del size, changed  # part of the key alone
    with (folder / _WEIGHTS).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Adapter:
    """An adapter's changes, tensor by tensor.

    Args:
        folder: of peft's two files; trained on linear layers alone.
        heads: of the model's attention, for queries and for keys: llama.cpp keeps both halves of
            what is rotated side by side, transformers one after the other.

    Raises:
        ValueError: the adapter changes something else, or is not one of low rank.
    """

    def __init__(self, folder: Path, heads: tuple[int, int]) -> None:
        from safetensors.numpy import load_file  # pyright: ignore[reportUnknownVariableType]

        config: dict[str, Any] = json.loads((folder / "adapter_config.json").read_text("utf-8"))
        if config.get("peft_type") != "LORA" or config.get("use_dora"):
            raise ValueError(f"the adapter in {folder} is not a plain LoRA")
        rank = int(config["r"])
        divisor = rank**0.5 if config.get("use_rslora") else rank
        self._scale = float(config["lora_alpha"]) / divisor
        self._heads = {"attn_q": heads[0], "attn_k": heads[1]}
        self._matrices: dict[str, Any] = load_file(os.fspath(folder / _WEIGHTS))
        known = tuple(f".{name}.lora_{half}.weight" for name in _NAMES.values() for half in "AB")
        for name in self._matrices:
            if not name.endswith(known):
                raise ValueError(f"the adapter in {folder} changes {name}, which can't be merged")

    def change(self, tensor: str) -> NDArray[numpy.float32] | None:
        """What to add to a tensor named as in GGUF, (outputs, inputs); None where nothing."""
        found = re.fullmatch(r"blk\.(\d+)\.(\w+)\.weight", tensor)
        if found is None or found[2] not in _NAMES:
            return None
        prefix = f"base_model.model.model.layers.{found[1]}.{_NAMES[found[2]]}"
        down = self._matrices.get(f"{prefix}.lora_A.weight")
        up = self._matrices.get(f"{prefix}.lora_B.weight")
        if down is None or up is None:
            return None
        change: NDArray[numpy.float32] = up.astype("float32") @ down.astype("float32")
        change *= self._scale
        heads = self._heads.get(found[2])
        if heads is not None:
            rows, columns = change.shape
            halves = change.reshape(heads, 2, rows // heads // 2, columns)
            change = halves.swapaxes(1, 2).reshape(rows, columns)
        return change
