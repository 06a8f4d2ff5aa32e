"""Which records are for training and which for tests, decided by what they are made of.

A record belongs to the test split when its family does or when it holds a resource type that is
kept out of training altogether; to the validation split likewise. Both follow from hashes of names,
so every corpus, at any time, on any machine, is split the same way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from terraformer_ls.learn.records import Split

TEST_FAMILIES = 8
"""Per cent of families that are for tests."""

VALIDATION_FAMILIES = 2
"""Per cent of families that are for validation."""

TEST_TYPES = 3
"""Per cent of resource and data source types that no training record may hold."""


def split_of(family: str, types: Iterable[str]) -> Split:
    """The split that a record of this family with these resource types belongs to."""
    if any(is_held_out(name) for name in types):
        return Split.TEST
    place = _place("family:" + family)
    if place < TEST_FAMILIES:
        return Split.TEST
    if place < TEST_FAMILIES + VALIDATION_FAMILIES:
        return Split.VALIDATION
    return Split.TRAIN


def strictest(splits: Iterable[Split]) -> Split:
    """Where what is made from records of these splits belongs: test, if any is for tests."""
    found = set(splits)
    order = (Split.TEST, Split.VALIDATION, Split.TRAIN)
    return next((split for split in order if split in found), Split.TRAIN)


def is_held_out(resource_type: str) -> bool:
    """Whether no training record may hold this resource or data source type."""
    return resource_type not in _everyday_types() and _place("type:" + resource_type) < TEST_TYPES


def _place(name: str) -> float:
    """Where a name falls between 0 and 100, evenly spread."""
    digest = hashlib.sha256(name.encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 * 100


@lru_cache(maxsize=1)
def _everyday_types() -> frozenset[str]:
    """What nearly every configuration needs: without it nothing would be left to train on."""
    return frozenset(Path(__file__).with_name("everyday_types.txt").read_text("utf-8").split())
