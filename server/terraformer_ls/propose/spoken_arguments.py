"""Which arguments a request names for the types that it asks for, as people call them.

"A container app of tier Standard, with min replicas set to 2" names `min_replicas`: its whole name
is said and a value comes behind it. What is said before the next type's name belongs to this one,
and "For the key vault: ..." goes back to that. What is in doubt is left out: a model that writes
for the request has to give these arguments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from terraformer_ls.propose.said import VALUE, Said, said_in
from terraformer_ls.propose.spoken_types import SpokenType, types_where_spoken
from terraformer_ls.propose.type_names import schema_of_type, stem
from terraformer_ls.schema.choose import provider_of_type

_SET = (("set",), ("=",), ("should", "be"), ("must", "be"))
"""What stands between the name of an argument, however short it is, and its value."""

_BEFORE_VALUES: Mapping[str, tuple[str, ...]] = {
    "named": ("name",),
    "called": ("name",),
    "in": ("location", "region"),
    "cidr": ("cidr_block", "ip_cidr_range"),
    "range": ("cidr_block", "ip_cidr_range"),
}
"""Which arguments are meant by what stands before a value, the likeliest first."""

_SWITCHED = (("enabled",), ("disabled",), ("turned",))
_SWITCH = frozenset({"enabled", "enable"})
_NO_ONES = frozenset({"id", "tags_all"})
"""What nobody sets."""

_SET_ELSEWHERE = ("aws", "region")
"""What is said of the provider, as a rule."""


def spoken_arguments(words: str) -> Mapping[str, frozenset[str]]:
    """The arguments of its own that each type asked for is to have, as far as they are named."""
    said = said_in(words)
    found: dict[str, set[str]] = defaultdict(set)
    spoken = {each.start: each for each in types_where_spoken(said.pieces)}
    in_types = {at for each in spoken.values() for at in range(each.start, each.end)}
    owner = ""
    at = 0
    while at < len(said.pieces):
        if at in spoken:
            owner = _owner(spoken[at], said.pieces, owner)
            at = spoken[at].end
            continue
        name, length = _named(owner, said, at, in_types) if owner else ("", 1)
        if name:
            found[owner].add(name)
        at += length
    return {type_: frozenset(names) for type_, names in found.items()}


def _owner(spoken: SpokenType, said: tuple[str, ...], owner: str) -> str:
    """Whose arguments come behind a type's name: its own if it is introduced or addressed."""
    is_addressed = said[max(spoken.start - 2, 0) : spoken.start] == ("for", "the")
    return spoken.type if spoken.count or is_addressed else owner


def _named(owner: str, request: Said, at: int, taken: set[int]) -> tuple[str, int]:
    """The argument whose name begins at a piece, and over how many pieces it goes."""
    said = request.pieces
    if said[at] == VALUE:
        before = said[at - 1] if at else ""
        names = (request.values[at],) if _is_set(said[at + 1 :]) else _BEFORE_VALUES.get(before, ())
        return next((name for name in names if name in _arguments(owner)), ""), 1
    found: list[tuple[str, int]] = []
    for name, parts in _arguments(owner).items():
        end = at + len(parts)
        is_name = _is_said(parts, said, at) and taken.isdisjoint(range(at, end))
        if is_name and _has_value(said, at, end):
            found.append((name, len(parts)))
    for name, parts in _switches(owner).items():
        if _is_said(parts, said, at) and said[at + len(parts) :][:1] in _SWITCHED:
            found.append((name, len(parts)))
    return max(found, key=lambda each: each[1], default=("", 1))


def _is_said(parts: tuple[str, ...], said: tuple[str, ...], at: int) -> bool:
    return tuple(map(stem, said[at : at + len(parts)])) == parts


def _has_value(said: tuple[str, ...], start: int, end: int) -> bool:
    """Whether what stands around a name shows that it is given a value."""
    behind = said[end:]
    before = said[max(start - 2, 0) : start]
    is_set = before == ("set", "the") and behind[:1] == ("to",)
    if is_set or _is_set(behind) or before[-1:] == ("as",) or before == ("as", "the"):
        return True
    if behind[:1] == ("of",):
        if end - start > 1:
            return True
        behind = behind[1:]
    value = "".join(behind[:1])
    return value in (VALUE, "true", "false") or value.isdigit()


def _is_set(behind: tuple[str, ...]) -> bool:
    return any(behind[: len(words)] == words for words in _SET)


@lru_cache(maxsize=256)
def _arguments(type_: str) -> Mapping[str, tuple[str, ...]]:
    """The arguments of a type that may be named, each with the words of its name."""
    schema = schema_of_type(type_)
    return {
        attribute.name: tuple(map(stem, attribute.name.split("_")))
        for attribute in (schema.attributes.values() if schema is not None else ())
        if attribute.settable
        and not attribute.deprecated
        and attribute.name not in _NO_ONES
        and (provider_of_type(type_), attribute.name) != _SET_ELSEWHERE
    }


@lru_cache(maxsize=256)
def _switches(type_: str) -> Mapping[str, tuple[str, ...]]:
    """The arguments of a type that turn something on, each with the words of what they do."""
    shown = {
        name: tuple(part for part in parts if part not in _SWITCH)
        for name, parts in _arguments(type_).items()
    }
    return {
        name: parts for name, parts in shown.items() if parts and parts != _arguments(type_)[name]
    }
