"""Which types of resources a request asks for by their names as people say them.

"Two subnets, a network ACL" asks for two `aws_subnet` and an `aws_network_acl`; "in the subnet",
"the subnet ID comes from a variable" and "role set to reader" don't ask for anything. Unlike
`likely_types.py`, which finds whatever may help, this leaves out what is in doubt: a model that
writes for the request has to write these types.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from terraformer_ls.propose.said import said_in
from terraformer_ls.propose.type_names import (
    CLOUDS,
    PROVIDERS,
    TypeName,
    meanings,
    named_providers,
    names_by_word,
    stem,
)

_NUMBERS = {
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6},
    **{str(number): number for number in range(2, 7)},
}
_ARTICLES = {"a", "an", "several", "some", "new", "another"} | _NUMBERS.keys()
"""What introduces a thing that is asked for, whatever it is."""

_VERBS = {"create", "set", "up", "add", "build", "deploy", "provision", "define", "make", "write"}
_SIGNS = {",", ";", ":", "-", ".", "?", "!", "*", "+"}
_LINKS = {"and", "plus", "with", "for", "need", "want", "terraform", "private", "public"}
_INTRODUCING = (_ARTICLES | _VERBS | _SIGNS | _LINKS).union(*PROVIDERS.values())
"""What may stand before a thing that is asked for, if its name is more than one word."""

_PLACES = {"of", "on", "from", "to", "in", "inside", "into", "by", "behind", "through"}
_REFERRING = _PLACES | {"using", "via", "for"}
"""What stands before the article of a thing that is only spoken of."""

_FOR_WHAT = {"terraform", "configuration", "code", "module", "hcl"}
"""What is written for a thing that is asked for."""

_ARGUMENTS = {"id", "arn", "name", "variable", "type", "size"}
_BELONGING = {"set", "as", "=", "count"} | _ARGUMENTS | {f"{word}s" for word in _ARGUMENTS}
"""What stands behind the name of an argument, or of what a thing is used for."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """Where names are said: the tokens from `start` to `end`."""

    start: int
    end: int
    names: tuple[TypeName, ...]

    @property
    def is_one_word(self) -> bool:
        return self.end - self.start == 1

    @property
    def providers(self) -> frozenset[str]:
        return frozenset(name.provider for name in self.names)


@dataclass(frozen=True, slots=True)
class SpokenType:
    """Where a request says a type's name, from the piece `start` to the piece `end`.

    Attributes:
        type: the type; "" where it is in doubt, or none that is asked for anywhere.
        count: how many of it are introduced here; 0 where it is only spoken of.
    """

    start: int
    end: int
    type: str
    count: int


def spoken_types(words: str) -> Mapping[str, int]:
    """The types whose whole name a request says where it introduces something, and how many.

    Where several providers have a thing of that name, the one that is named, or that most of the
    request is about; of one cloud, unless several are named. What stays in doubt is left out.
    """
    counts: dict[str, int] = {}
    for spoken in types_where_spoken(said_in(words).pieces):
        if spoken.type and spoken.count:
            counts[spoken.type] = max(counts.get(spoken.type, 0), spoken.count)
    return counts


@lru_cache(maxsize=4)
def types_where_spoken(said: tuple[str, ...]) -> tuple[SpokenType, ...]:
    """Everything in the pieces of a request that is the name of a type, in its order."""
    mentions = sorted(_longest(list(_mentions(said))), key=lambda each: each.start)
    named = named_providers(said)
    # A thing with a name of one word, such as a role, is everywhere.
    telling = [each for each in mentions if not each.is_one_word]
    votes = Counter(
        {
            provider: sum(1 / len(each.providers) for each in telling if provider in each.providers)
            for provider in PROVIDERS
        }
    )
    asked = [_is_asked_for(each, said) for each in mentions]
    meant = [
        _chosen(each, votes, named) if is_asked else None
        for each, is_asked in zip(mentions, asked, strict=True)
    ]
    chosen = {name.type: name.provider for name in meant if name is not None}
    clouds = CLOUDS.intersection(chosen.values())
    if len(clouds) > 1 and not clouds <= named:
        likeliest = max(sorted(clouds), key=lambda cloud: votes[cloud])
        others = clouds - {likeliest}
        chosen = {type_: cloud for type_, cloud in chosen.items() if cloud not in others}
    return tuple(
        SpokenType(
            each.start,
            each.end,
            _type_of(each, name, chosen),
            _count(each, said) if is_asked else 0,
        )
        for each, name, is_asked in zip(mentions, meant, asked, strict=True)
    )


def _type_of(mention: _Mention, meant: TypeName | None, chosen: Collection[str]) -> str:
    """Which of the chosen types a mention is of; "" if that is none, or in doubt."""
    types = {meant.type} if meant is not None else {name.type for name in mention.names}
    types.intersection_update(chosen)
    return types.pop() if len(types) == 1 else ""


def _count(mention: _Mention, said: Sequence[str]) -> int:
    return _NUMBERS.get(said[mention.start - 1], 1) if mention.start else 1


def _mentions(said: Sequence[str]) -> Iterator[_Mention]:
    names = names_by_word()
    for start in range(len(said)):
        begun = {
            name.type: name
            for word in _one(said, start) | _two(said, start)
            for name in names.get(word, ())
        }
        by_end: dict[int, list[TypeName]] = {}
        for name in begun.values():
            end = _end(name, said, start)
            if end is not None:
                by_end.setdefault(end, []).append(name)
        for end, found in by_end.items():
            # A VPC is one of AWS rather than Google's network, which people call so.
            plain = {stem(word) for word in said[start:end]}
            found = [name for name in found if name.weights.keys() <= plain] or found
            most = max(len(name.weights) for name in found)
            yield _Mention(start, end, tuple(n for n in found if len(n.weights) == most))


def _end(name: TypeName, said: Sequence[str], start: int) -> int | None:
    """Behind the last word of a name that is said from `start` on; None if it is not all there."""
    left = set(name.weights)
    at = start
    while left and at < len(said):
        # An event hub is an `eventhub`.
        if found := name.weights.keys() & _two(said, at):
            at += 2
        elif found := name.weights.keys() & _one(said, at):
            at += 1
        else:
            return None
        left -= found
    return None if left else at


def _one(said: Sequence[str], at: int) -> frozenset[str]:
    """What a word may be in the name of a type."""
    return frozenset() if said[at] in _ARTICLES else meanings(said[at])


def _two(said: Sequence[str], at: int) -> frozenset[str]:
    """What a word and the next may be together."""
    if at + 1 >= len(said):
        return frozenset()
    word, second = said[at], said[at + 1]
    return meanings(word + second) | meanings(stem(word) + second)


def _longest(mentions: list[_Mention]) -> list[_Mention]:
    """Of mentions that share words, the one with most."""
    taken: set[int] = set()
    chosen: list[_Mention] = []
    for mention in sorted(mentions, key=lambda each: (each.start - each.end, each.start)):
        spots = range(mention.start, mention.end)
        if taken.isdisjoint(spots):
            taken.update(spots)
            chosen.append(mention)
    return chosen


def _is_asked_for(mention: _Mention, said: Sequence[str]) -> bool:
    behind = "".join(said[mention.end : mention.end + 1])
    if behind in _BELONGING:
        return False
    if mention.start == 0:
        return True
    before = said[mention.start - 1]
    if before in _ARTICLES:
        return not _is_referred_to(said[: mention.start - 1])
    # A word alone may be an argument's name.
    return before in (":", "-") or (before in _INTRODUCING and not mention.is_one_word)


def _is_referred_to(before: Sequence[str]) -> bool:
    """Whether a thing with an article is only spoken of, by what stands before the article."""
    *others, last = before or ("",)
    is_for = last == "for" and not set(others[-1:]).isdisjoint(_FOR_WHAT)
    return last in _REFERRING and not is_for


def _chosen(mention: _Mention, votes: Counter[str], named: frozenset[str]) -> TypeName | None:
    """The type that is meant; None if that is in doubt."""
    providers = mention.providers & named if named else mention.providers
    is_known = bool(named) or not mention.is_one_word or any(votes[p] for p in providers)
    if not providers or not is_known:
        return None
    first, *others = sorted(providers, key=lambda each: -votes[each])
    if others and votes[first] == votes[others[0]]:
        return None
    names = [name for name in mention.names if name.provider == first]
    usual = [name for name in names if name.usual] if len(names) > 1 else names
    return usual[0] if len(usual) == 1 else None
