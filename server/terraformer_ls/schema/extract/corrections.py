"""Applies `corrections.toml`: blocks that the packages hold as attributes of any type."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TypedDict, cast

from terraformer_ls.schema.json_shape import BlockJson, SchemaJson

_LIST = Path(__file__).with_suffix(".toml")


class _BlockCorrection(TypedDict):
    provider: str
    resource: str
    path: list[str]
    max_items: int


def correct(source: str, resources: dict[str, SchemaJson]) -> int:
    """Correct a provider's resources in place; returns how many corrections applied."""
    applied = 0
    for correction in _corrections():
        if correction["provider"] != source or correction["resource"] not in resources:
            continue
        body = resources[correction["resource"]].get("block", {})
        applied += _correct_block(body, correction["path"], correction["max_items"])
    return applied


@lru_cache(maxsize=1)
def _corrections() -> tuple[_BlockCorrection, ...]:
    listed = tomllib.loads(_LIST.read_text(encoding="utf-8"))
    return tuple(cast("list[_BlockCorrection]", listed["block"]))


def _correct_block(body: BlockJson, path: list[str], max_items: int) -> bool:
    *outer, name = path
    for step in outer:
        body = body.get("block_types", {}).get(step, {}).get("block", {})
    attributes = body.get("attributes", {})
    if attributes.get(name, {}).get("type") != "dynamic":
        return False
    del attributes[name]
    body.setdefault("block_types", {})[name] = {
        "nesting_mode": "list",
        "max_items": max_items,
        "block": {"folded": True},
    }
    return True
