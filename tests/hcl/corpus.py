"""Whole configurations to measure with: the project's own, and the training corpus where it is."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

_REPOSITORY = Path(__file__).parents[2]
PROVIDER_DOCS = _REPOSITORY.parent / "shared" / "data" / "provider-docs"


def own_examples() -> list[bytes]:
    """Every `.tf` file that the project ships as an example."""
    folders = [_REPOSITORY / "docs" / "examples", _REPOSITORY / "server"]
    return [
        file.read_bytes()
        for folder in folders
        for file in sorted(folder.rglob("*.tf"))
        if "companions" not in file.parts  # templates with @name@ in them
    ]


def provider_docs() -> list[bytes]:
    """The HCL of every record; empty where the corpus is absent."""
    return [
        json.loads(line)["hcl"].encode()
        for file in sorted(PROVIDER_DOCS.glob("*.jsonl.gz"))
        for line in gzip.open(file)
    ]
