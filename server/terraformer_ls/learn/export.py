"""The adapter that ships, made from a run's result: half of the numbers' bits, and the recipe."""

# safetensors is typed in part only.
# pyright: reportUnknownVariableType=false

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from terraformer_ls.learn.earlier import RECIPE

_CONFIG = "adapter_config.json"
_WEIGHTS = "adapter_model.safetensors"
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
    if (result / RECIPE).is_file():
        recipe = _told(json.loads((result / RECIPE).read_text("utf-8")), base)
        (folder / RECIPE).write_text(json.dumps(recipe, indent=2) + "\n", "utf-8")
    return (folder / _WEIGHTS).stat().st_size


def _told(recipe: dict[str, Any], base: str) -> dict[str, Any]:
    """A recipe, and those before it, without where the model and the adapters lay."""
    told: dict[str, Any] = {"model": base}
    told |= {name: value for name, value in recipe.items() if name not in ("model", "adapter")}
    if "earlier" in told:
        told["earlier"] = _told(told["earlier"], base)
    return told
