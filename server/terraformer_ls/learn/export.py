"""The adapter that ships, made from a run's result: half of the numbers' bits, and the recipe."""

# safetensors is typed in part only.
# pyright: reportUnknownVariableType=false

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

_CONFIG = "adapter_config.json"
_WEIGHTS = "adapter_model.safetensors"
_RECIPE = "recipe.json"
# What it takes to load the adapter; the rest of what peft writes are its defaults.
_NEEDED = ("peft_type", "task_type", "r", "lora_alpha", "target_modules", "use_rslora", "use_dora")


def export(result: Path, folder: Path, base: str) -> int:
    """Write the adapter in `result` to `folder` in half precision; returns its bytes.

    Args:
        result: a folder that `train` wrote, with an adapter.
        folder: where the adapter belongs; what is there is replaced.
        base: what to call the model that it was trained on.

    Raises:
        FileNotFoundError: the result is no adapter.
    """
    weights = load_file(result / _WEIGHTS)
    config = json.loads((result / _CONFIG).read_text("utf-8"))
    kept = {name: config[name] for name in _NEEDED if name in config}
    kept["target_modules"] = sorted(kept["target_modules"])
    kept["base_model_name_or_path"] = base
    folder.mkdir(parents=True, exist_ok=True)
    halves = {name: value.to(torch.float16).contiguous() for name, value in weights.items()}
    save_file(halves, folder / _WEIGHTS)
    (folder / _CONFIG).write_text(json.dumps(kept, indent=2) + "\n", "utf-8")
    if (result / _RECIPE).is_file():
        # Where the model and the adapter that it started from lay is nobody else's business.
        recipe = json.loads((result / _RECIPE).read_text("utf-8"))
        told = {"model": base, **{k: v for k, v in recipe.items() if k not in ("model", "adapter")}}
        (folder / _RECIPE).write_text(json.dumps(told, indent=2) + "\n", "utf-8")
    return (folder / _WEIGHTS).stat().st_size
