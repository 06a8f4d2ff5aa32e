"""What of a model's answer may be shown: filters, one a file, each named after its file.

A filter is given a draft and the gap that it is to fill, and returns what is left: all of it, a
part, "" if nothing is worth showing. Filters know text alone: whether the provider has such an
argument is verified afterwards.
"""

from __future__ import annotations

from dataclasses import replace

from terraformer_ls.propose.ghost.filters.closing_brackets import closing_brackets
from terraformer_ls.propose.ghost.filters.draft import Draft, Filter
from terraformer_ls.propose.ghost.filters.indentation import indentation
from terraformer_ls.propose.ghost.filters.nothing_new import nothing_new
from terraformer_ls.propose.ghost.filters.one_statement import one_statement
from terraformer_ls.propose.ghost.filters.repetition import repetition
from terraformer_ls.propose.ghost.filters.silencer import silencer
from terraformer_ls.propose.ghost.filters.suffix_overlap import suffix_overlap
from terraformer_ls.propose.ghost.filters.too_short import too_short
from terraformer_ls.propose.ghost.filters.unfinished_line import unfinished_line
from terraformer_ls.propose.ghost.gap import Gap

FILTERS: tuple[Filter, ...] = (
    one_statement,
    unfinished_line,
    repetition,
    suffix_overlap,
    silencer,
    closing_brackets,
    indentation,
    nothing_new,
    too_short,
)
"""In this order: what cuts comes before what completes and before what judges the whole."""


def filtered(draft: Draft, gap: Gap) -> str:
    """What is left of a draft after all filters; "" if that is nothing."""
    draft = replace(draft, text=draft.text.replace("\r\n", "\n"))
    for apply in FILTERS:
        draft = replace(draft, text=apply(draft, gap))
        if not draft.text:
            return ""
    return draft.text


def shorter(text: str, gap: Gap) -> tuple[str, ...]:
    """A filtered text and what is left of it with ever fewer lines, longest first.

    Each is filtered again, so that a block that loses its last arguments keeps its closing brace.
    """
    lines = text.split("\n")
    texts = (filtered(Draft("\n".join(lines[:count])), gap) for count in range(len(lines), 0, -1))
    return tuple(dict.fromkeys(text for text in texts if text))
