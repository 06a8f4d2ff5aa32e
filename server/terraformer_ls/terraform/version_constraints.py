"""Terraform's version constraints: `~> 5.0, != 5.3.1`.

https://developer.hashicorp.com/terraform/language/expressions/version-constraints
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_PART = re.compile(r"\s*(=|!=|>=|<=|>|<|~>)?\s*v?(\d+(?:\.\d+)*)(-[0-9A-Za-z.-]+)?\s*\Z")


def satisfies(version: str, constraint: str) -> bool:
    """Whether a version meets a constraint; what can't be read as one is met by every version."""
    return all(_meets(_numbers(version), part) for part in constraint.split(","))


def some_version(constraint: str) -> str:
    """A version that meets a constraint, "1.0.0" if none could be found."""
    candidates = ["1.0.0"]
    for found in re.finditer(r"\d+(?:\.\d+)*", constraint):
        numbers = _numbers(found[0])
        candidates.append(_text(numbers))
        candidates.append(_text((*numbers[:2], numbers[2] + 1)))
        if any(numbers):
            candidates.append(_text(_before(numbers)))
    return next((found for found in candidates if satisfies(found, constraint)), "1.0.0")


def could_satisfy(version: str, constraint: str) -> bool:
    """Whether some version of the same major meets a constraint.

    We have one version of each major: it stands for the others.
    """
    if satisfies(version, constraint):
        return True
    major = _numbers(version)[0]
    numbers = [_numbers(found) for found in re.findall(r"\d+(?:\.\d+)*", constraint)]
    candidates = [(major, 0, 0), (major, 999, 999)]
    for own_major, minor, patch in numbers:
        if own_major == major:
            candidates += [(major, minor, patch), (major, minor, patch + 1)]
            candidates.append((major, minor - 1, 999) if minor else (major, 0, 0))
    return any(satisfies(_text(candidate), constraint) for candidate in candidates)


def nearest_version(constraint: str, versions: Sequence[str]) -> str:
    """The version that is nearest to what a constraint names, the newest if it names none."""
    named = [_numbers(found) for found in re.findall(r"\d+(?:\.\d+)*", constraint)]
    if not named:
        return max(versions, key=_numbers)
    target = max(named)
    return min(versions, key=lambda version: abs(_numbers(version)[0] - target[0]))


def _meets(version: tuple[int, int, int], part: str) -> bool:
    found = _PART.match(part)
    if found is None:
        return True
    operator, bound = found[1] or "=", _numbers(found[2])
    match operator:
        case "=":
            return version == bound
        case "!=":
            return version != bound
        case ">=":
            return version >= bound
        case "<=":
            return version <= bound
        case ">":
            return version > bound
        case "<":
            return version < bound
        case _:  # ~>: the last number given may rise
            fixed = max(found[2].count("."), 1)
            return version >= bound and version[:fixed] == bound[:fixed]


def _numbers(version: str) -> tuple[int, int, int]:
    parts = [int(part) for part in re.findall(r"\d+", version.split("-")[0])[:3]]
    major, minor, patch = [*parts, 0, 0, 0][:3]
    return major, minor, patch


def _before(numbers: tuple[int, int, int]) -> tuple[int, int, int]:
    major, minor, patch = numbers
    if patch:
        return major, minor, patch - 1
    return (major, minor - 1, 0) if minor else (major - 1, 0, 0)


def _text(numbers: tuple[int, int, int]) -> str:
    return ".".join(str(number) for number in numbers)
