"""How hard a configuration is to write, from 1 to 6, by what it consists of.

Counted are its resources and data sources, the references between its blocks, nested blocks and
lines of code; the steps follow IaC-Eval's idea of difficulty (length and interconnection), not its
rows.
"""

from __future__ import annotations

from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.schema.reading import read_block

_STEPS = (2.6, 4.6, 8.0, 14.0, 24.0)
"""The scores up to which a configuration has difficulty 1, 2, ... 5."""


def difficulty_of(text: str) -> int:
    """The difficulty of a configuration."""
    document = Document(text.encode("utf-8", errors="replace"))
    score = 0.0
    for block in top_level_blocks(document):
        reading = read_block(document.text[block.span.start : block.span.end])
        if block.type in ("resource", "data", "module"):
            score += 1.0
        score += 0.5 * len(reading.references) if reading is not None else 0.0
        score += 0.25 * (sum(1 for _ in block.walk()) - 1)
    lines = sum(1 for line in text.splitlines() if line.strip() and line.strip() != "}")
    score += lines / 12
    return next((step + 1 for step, most in enumerate(_STEPS) if score <= most), 6)
