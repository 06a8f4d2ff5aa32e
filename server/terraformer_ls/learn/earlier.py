"""What a run goes on from: the recipe of the adapter that it starts with, kept in its own."""

from __future__ import annotations

import json
from pathlib import Path

RECIPE = "recipe.json"


def earlier(adapter: Path | None) -> dict[str, object]:
    """`{"earlier": RECIPE}` for an adapter of ours, which may hold one in turn; else nothing."""
    if adapter is None or not (adapter / RECIPE).is_file():
        return {}
    return {"earlier": json.loads((adapter / RECIPE).read_text("utf-8"))}
