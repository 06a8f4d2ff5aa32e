"""Which texts are nearly the same: MinHash over shingles of words.

Near means that the two texts share most of their runs of three words; numbers and names count as
words, spacing and punctuation don't. Knows nothing of instances or splits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from datasketch import MinHash, MinHashLSH  # pyright: ignore[reportMissingTypeStubs]

PERMUTATIONS = 64
"""Hashes a text: the estimate of how much two texts share is off by about 0.06."""

SHINGLE = 3
"""Words a shingle."""


class NearIndex:
    """Texts seen so far, to ask whether a new one is nearly one of them.

    Args:
        threshold: the share of common shingles (Jaccard) from which two texts count as near.
    """

    def __init__(self, threshold: float = 0.8) -> None:
        self.threshold = threshold
        self._index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
        self._hashes: list[MinHash] = []

    def __len__(self) -> int:
        return len(self._hashes)

    def add(self, text: str) -> None:
        """Remember a text."""
        made = _hash_of(text)
        self._index.insert(len(self._hashes), made, check_duplication=False)  # pyright: ignore[reportUnknownMemberType]
        self._hashes.append(made)

    def holds_near(self, text: str) -> bool:
        """Whether a text that was added is near this one."""
        made = _hash_of(text)
        found = cast("list[int]", self._index.query(made))  # pyright: ignore[reportUnknownMemberType]
        return any(made.jaccard(self._hashes[number]) >= self.threshold for number in found)


def _hash_of(text: str) -> MinHash:
    made = MinHash(num_perm=PERMUTATIONS, seed=1)
    made.update_batch([shingle.encode() for shingle in shingles(text)])  # pyright: ignore[reportUnknownMemberType]
    return made


def shingles(text: str) -> Iterator[str]:
    """Each run of three words of a text, in lower case; a shorter text is one shingle."""
    words = re.findall(r"\w+", text.lower())
    for start in range(max(len(words) - SHINGLE + 1, 1)):
        yield " ".join(words[start : start + SHINGLE])
