"""What is for tests and what is not: neither may hold a configuration that is near to the other's.

Different pages show the same few resources, and an excerpt may leave just those. Families alone
would let such a configuration stand on both sides of the split.
"""

from __future__ import annotations

from collections.abc import Iterable

from terraformer_ls.learn.mutn.sources import Source
from terraformer_ls.learn.near import NearIndex
from terraformer_ls.learn.records import Instance, Split, fingerprint

_NEAR = 0.8


class Sides:
    """The configurations seen on each side of the split.

    Args:
        sources: what changes are derived from: where their own families stand is settled.
    """

    def __init__(self, sources: Iterable[Source]) -> None:
        self._indexes = {side: NearIndex(_NEAR) for side in (True, False)}
        self._seen: set[tuple[bool, str]] = set()
        for source in sources:
            self.add(source.text, source.split)

    def add(self, text: str, split: Split) -> None:
        """Remember a configuration."""
        key = (split is Split.TEST, fingerprint(text))
        if key not in self._seen:
            self._seen.add(key)
            self._indexes[key[0]].add(text)

    def add_instance(self, instance: Instance) -> None:
        """Remember both configurations of an instance."""
        self.add(instance.before, instance.split)
        self.add(instance.after, instance.split)

    def crosses(self, text: str, split: Split) -> bool:
        """Whether a configuration is near to one on the other side."""
        return self._indexes[split is not Split.TEST].holds_near(text)
