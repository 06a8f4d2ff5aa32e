"""How alike an answer and a reference read: for comparison with papers, not for judging.

Two configurations can say the same and read differently, and one character can make the best
likeness worthless; so nothing is decided by these figures.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from terraformer_ls.learn.records import fingerprint

_TOKEN = re.compile(r'[A-Za-z_][\w-]*|\d+(?:\.\d+)?|"|\S')


def edit_similarity(answer: str, reference: str) -> float:
    """1 less the share of characters to insert, delete or replace (Levenshtein); 1 is equal."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(answer.strip(), reference.strip())


def bleu(answer: str, reference: str) -> float:
    """BLEU-4 of one answer over HCL's own tokens, smoothed, from 0 to 1 (sacrebleu's)."""
    score: Any = _scorer().sentence_score(_tokens(answer), [_tokens(reference)])
    return float(score.score) / 100.0


def same_text(answer: str, reference: str) -> bool:
    """Whether two configurations are equal, whatever the spacing."""
    return fingerprint(answer) == fingerprint(reference)


def _tokens(text: str) -> str:
    return " ".join(_TOKEN.findall(text))


@lru_cache(maxsize=1)
def _scorer() -> Any:
    from sacrebleu.metrics.bleu import BLEU

    return BLEU(tokenize="none", effective_order=True)
