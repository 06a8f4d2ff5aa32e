"""Versions and version constraints, as Terraform writes and compares them.

https://developer.hashicorp.com/terraform/language/expressions/version-constraints
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

_VERSION = re.compile(r"v?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?")
_CLAUSE = re.compile(rf"\s*(=|!=|>=|<=|~>|>|<)?\s*({_VERSION.pattern})\s*")


@dataclass(frozen=True, slots=True)
class Version:
    """A version: its numbers, and what follows a hyphen."""

    numbers: tuple[int, ...]
    prerelease: str = ""

    def __str__(self) -> str:
        numbers = ".".join(map(str, self.numbers))
        return f"{numbers}-{self.prerelease}" if self.prerelease else numbers

    def __lt__(self, other: Version) -> bool:
        return self._order < other._order

    def __le__(self, other: Version) -> bool:
        return self._order <= other._order

    @property
    def major(self) -> int:
        """The first number."""
        return self.numbers[0]

    @property
    def _order(self) -> tuple[tuple[int, ...], bool, str]:
        numbers = self.numbers + (0,) * (3 - len(self.numbers))
        return numbers, not self.prerelease, self.prerelease


@dataclass(frozen=True, slots=True)
class Clause:
    """One comparison, such as `~> 5.0`."""

    operator: str
    version: Version

    def allows(self, version: Version) -> bool:
        """Whether a version satisfies it."""
        wanted = self.version
        same = version <= wanted <= version
        match self.operator:
            case "=":
                return same
            case "!=":
                return not same
            case ">":
                return wanted < version
            case ">=":
                return wanted <= version
            case "<":
                return version < wanted
            case "<=":
                return version <= wanted
            case _:  # "~>": only the last number given may grow
                kept = max(1, len(wanted.numbers) - 1)
                pairs = zip_longest(version.numbers[:kept], wanted.numbers[:kept], fillvalue=0)
                return wanted <= version and all(have == want for have, want in pairs)


@dataclass(frozen=True, slots=True)
class Constraint:
    """Clauses that must all hold; none allows everything."""

    clauses: tuple[Clause, ...] = ()

    def __str__(self) -> str:
        return ", ".join(f"{clause.operator} {clause.version}" for clause in self.clauses)

    def allows(self, version: Version) -> bool:
        """Whether a version satisfies every clause."""
        return all(clause.allows(version) for clause in self.clauses)

    def joined(self, other: Constraint) -> Constraint:
        """What both demand."""
        return Constraint(tuple(dict.fromkeys((*self.clauses, *other.clauses))))

    @property
    def base(self) -> Version | None:
        """The newest version that it starts from: what its author had at hand.

        None where it only excludes versions.
        """
        lower = [
            clause.version for clause in self.clauses if clause.operator in ("=", ">=", ">", "~>")
        ]
        if lower:
            return max(lower, key=lambda version: version.numbers)
        upper = [clause.version for clause in self.clauses if clause.operator in ("<", "<=")]
        return min(upper, key=lambda version: version.numbers) if upper else None


ANY_VERSION = Constraint()


def parse_version(text: str) -> Version | None:
    """A version, or None if the text is none."""
    match = _VERSION.fullmatch(text.strip())
    if match is None:
        return None
    return Version(tuple(map(int, match.group(1).split("."))), match.group(2) or "")


@lru_cache(maxsize=256)
def parse_constraint(text: str) -> Constraint | None:
    """A constraint such as `>= 4.0, != 4.3.1, < 6.0`; None if the text is none."""
    clauses: list[Clause] = []
    for part in text.split(","):
        match = _CLAUSE.fullmatch(part)
        version = parse_version(match.group(2)) if match is not None else None
        if match is None or version is None:
            return None
        clauses.append(Clause(match.group(1) or "=", version))
    return Constraint(tuple(clauses))
