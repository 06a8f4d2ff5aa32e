"""The name that was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import lru_cache

_LENGTH_SLACK = 3
_SHORT = 4


def nearest_name(written: str, known: Iterable[str]) -> str | None:
    """The known name closest to what was written, if any is close.

    Swapped, missing or doubled letters count, and so does a name that only lacks a part (`cidr` for
    `cidr_block`), if no other name would do as well.
    """
    return _nearest(written, tuple(sorted({name for name in known if name != written})))


@lru_cache(maxsize=4096)
def _nearest(written: str, names: tuple[str, ...]) -> str | None:
    lowered = written.lower().replace("-", "_")
    squeezed = lowered.replace("_", "")
    for name in names:
        if name.lower().replace("_", "") == squeezed:
            return name
    # Comparing with each of a provider's 1,700 types would take longer than a keystroke may.
    alike = [
        name
        for name in names
        if abs(len(name) - len(lowered)) <= _LENGTH_SLACK and name[:1] == lowered[:1]
    ]
    cutoff = _close_enough(lowered)
    if alike and (close := difflib.get_close_matches(lowered, alike, n=1, cutoff=cutoff)):
        return close[0]
    if f"{lowered}_id" in names:
        return f"{lowered}_id"
    longer = [name for name in names if name.startswith(f"{lowered}_")]
    if len(longer) == 1 and len(lowered) > 2:
        return longer[0]
    words = set(lowered.split("_"))
    containing = [name for name in names if words < set(name.split("_"))]
    return containing[0] if len(containing) == 1 and len(lowered) > 3 else None


def _close_enough(name: str) -> float:
    """How alike, by difflib's ratio; one wrong letter of a short name weighs more."""
    return 0.6 if len(name) <= _SHORT else 0.75
