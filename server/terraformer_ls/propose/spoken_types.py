"""Which types of resources a request asks for by their names as people say them.

"Two subnets, a network ACL" asks for two `aws_subnet` and an `aws_network_acl`, "a log group in
CloudWatch" for an `aws_cloudwatch_log_group`; "in the subnet", "the subnet ID comes from a
variable" and "role set to reader" don't ask for anything. Unlike `likely_types.py`, which finds
whatever may help, this leaves out what is in doubt: a model that writes for the request has to
write these types, or, where the request doesn't tell which of a few is meant, one of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from terraformer_ls.propose.everyday_names import (
    ALL_BRANDS,
    ALL_PROVIDERS,
    EverydayName,
    everyday_names,
    hints,
)
from terraformer_ls.propose.said import said_in, word_set
from terraformer_ls.propose.type_names import CLOUDS, meanings, named_providers, stem

_NUMBERS = {
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6},
    **{str(number): number for number in range(2, 7)},
}
_ARTICLES = {"a", "an", "several", "some", "new", "another"} | _NUMBERS.keys()
"""What introduces a thing that is asked for, whatever it is."""

_VERBS = word_set(
    "add build configure create declare define deploy generate have launch like make me "
    "need needs provision set up want write"
)
_SIGNS = frozenset(",;:-.?!*+")
_LISTING = _VERBS | _SIGNS | {"and", "plus", "terraform"}
"""What may stand before a thing that is asked for, or before its article."""

_BEFORE_ARTICLES = _LISTING | {"with", "run", "as", "has"}
"""What may stand before the article of a thing that is asked for: "as well as a queue"."""

_DESCRIBING = word_set(
    "basic dedicated external internal large new private public secure simple single small "
    "standard static"
)
"""What may describe a thing that has no article, beside what has been done to it: encrypted."""

_AFTER_THINGS = _LISTING | word_set(
    "as at attached behind by called connected encrypted for from has having in into "
    "labelled named of on or over tagged that tied to under using via when where which who "
    "whose with without"
)
"""What stands behind a thing; else its name says only what another one is for."""

_OWN_WORDS = frozenset({"subnet", "subnetwork", "vnet", "vpc"})
"""Names of one word that mean nothing else anywhere."""

_FOR_WHAT = frozenset({"terraform", "configuration", "code", "module", "hcl"})
"""What is written for a thing that is asked for."""

_ARGUMENTS = {"id", "arn", "name", "variable", "type", "size"}
_BELONGING = {"set", "as", "=", "count"} | _ARGUMENTS | {f"{word}s" for word in _ARGUMENTS}
"""What stands behind the name of an argument, or of what a thing is used for."""

_UNDESCRIBING = (
    _BEFORE_ARTICLES
    | _BELONGING
    | word_set(
        "by existing for from into its of on or own same source that the this through to "
        "using via when"
    )
)
"""What does not describe a thing that is asked for, between its article and its name."""

_SERVICES = frozenset({"in", "on", "of", "for"})
"""What stands between a thing and the service that it is of: "a log group in CloudWatch"."""

_REACH = 12
"""Over how many words a name goes at most."""

_MOST = 6
"""How many types may be meant by one name: one of more is not asked for."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """Where names are said: the pieces from `start` to `end`, some of which may link others."""

    start: int
    end: int
    links: int
    names: tuple[EverydayName, ...]

    @property
    def length(self) -> int:
        """How many words of it say the name."""
        return self.end - self.start - self.links

    @property
    def is_one_word(self) -> bool:
        return self.end - self.start == 1

    @property
    def types(self) -> frozenset[str]:
        return frozenset(name.type for name in self.names)

    @property
    def is_common(self) -> bool:
        """Whether it is one word that is said of other things, too: a route, an image."""
        return self.is_one_word and all(
            len(name.parts) == 1 and _OWN_WORDS.isdisjoint(name.parts) for name in self.names
        )

    @property
    def providers(self) -> frozenset[str]:
        return frozenset(name.provider for name in self.names)


@dataclass(frozen=True, slots=True)
class SpokenType:
    """Where a request says a type's name, from the piece `start` to the piece `end`.

    Attributes:
        types: the types that may be meant; none where that is in doubt, or none is asked for.
        count: how many of it are introduced here; 0 where it is only spoken of.
        is_source: whether it is to be read, from a data source.
    """

    start: int
    end: int
    types: frozenset[str]
    count: int
    is_source: bool

    @property
    def type(self) -> str:
        """The type, if there is no doubt; else ""."""
        return next(iter(self.types)) if len(self.types) == 1 else ""


def spoken_types(words: str) -> Mapping[str, int]:
    """The types whose whole name a request says where it introduces something, and how many.

    Where several providers have a thing of that name, the one that is named, or that most of the
    request is about; of one cloud, unless several are named.
    """
    return {next(iter(types)): count for types, count in _asked(words).items() if len(types) == 1}


def spoken_choices(words: str) -> Mapping[frozenset[str], int]:
    """The types of which one is meant, and a request doesn't tell which, and how many of it."""
    return {types: count for types, count in _asked(words).items() if len(types) > 1}


def spoken_sources(words: str) -> frozenset[str]:
    """The types of which there has to be a data source: "use a data source for the VPC"."""
    spoken = types_where_spoken(said_in(words).pieces)
    return frozenset(each.type for each in spoken if each.is_source and each.type)


def _asked(words: str) -> Mapping[frozenset[str], int]:
    counts: dict[frozenset[str], int] = {}
    for spoken in types_where_spoken(said_in(words).pieces):
        if spoken.types and spoken.count and not spoken.is_source:
            counts[spoken.types] = max(counts.get(spoken.types, 0), spoken.count)
    return counts


@lru_cache(maxsize=4)
def types_where_spoken(said: tuple[str, ...]) -> tuple[SpokenType, ...]:
    """Everything in the pieces of a request that is the name of a type, in its order."""
    mentions = sorted(_longest(_mentions(said)), key=lambda each: each.start)
    taken = {at for each in mentions for at in range(each.start, each.end)}
    named = named_providers(said, ALL_PROVIDERS)
    read = [_is_source(each, said) for each in mentions]
    asked = [_is_asked_for(each, said, taken) for each in mentions]
    votes = Counter[str](hints(said))
    for each, is_asked in zip(mentions, asked, strict=True):
        # A thing with a name of one word, such as a role, is everywhere.
        if not each.is_one_word:
            weight = (1.0 if is_asked else 0.3) / len(each.providers)
            votes.update(dict.fromkeys(each.providers, weight))
    meant = [
        _meant(each, said, votes, named, is_source=is_read)
        if is_asked or is_read
        else frozenset[EverydayName]()
        for each, is_asked, is_read in zip(mentions, asked, read, strict=True)
    ]
    # Of several clouds, what may be of any says nothing.
    sure = {name.provider for names in meant for name in names if len(names) == 1}
    clouds = CLOUDS.intersection(sure)
    if len(clouds) > 1 and not clouds <= named:
        others = clouds - {max(sorted(clouds), key=lambda cloud: votes[cloud])}
        meant = [frozenset(n for n in names if n.provider not in others) for names in meant]
    chosen = {
        name.type
        for names, is_read in zip(meant, read, strict=True)
        for name in names
        if len(names) == 1 and not is_read
    }
    return tuple(
        SpokenType(
            each.start,
            each.end,
            _types_of(each, names, chosen),
            _count(each, said, taken) if is_asked else 0,
            is_read,
        )
        for each, names, is_asked, is_read in zip(mentions, meant, asked, read, strict=True)
    )


def _is_source(mention: _Mention, said: Sequence[str]) -> bool:
    """Whether a data source of a thing is asked for."""
    before = [word for word in said[max(mention.start - 4, 0) : mention.start] if word != "the"]
    *source, of = map(stem, before[-3:] or ("",))
    return source == ["data", "source"] and of in ("for", "of")


def _types_of(
    mention: _Mention, meant: Collection[EverydayName], chosen: Collection[str]
) -> frozenset[str]:
    """Which types a mention is of: what is meant, or of what is only spoken of the chosen one."""
    if meant:
        return frozenset(name.type for name in meant)
    types = {name.type for name in mention.names}.intersection(chosen)
    return frozenset(types) if len(types) == 1 else frozenset()


def _count(mention: _Mention, said: Sequence[str], taken: Collection[int]) -> int:
    at = _introduced_at(mention, said, taken)
    return _NUMBERS.get(said[at], 1) if at is not None and at >= 0 else 1


def _mentions(said: Sequence[str]) -> Iterator[_Mention]:
    names = everyday_names()
    meant = [
        frozenset[str]().union(*(_meanings(said, at, count) for count in (1, 2, 3)))
        for at in range(len(said))
    ]
    for start in range(len(said)):
        near = frozenset[str]().union(*meant[start : start + _REACH])
        begun = dict.fromkeys(name for word in meant[start] for name in names.get(word, ()))
        by_span: dict[tuple[int, int, int], list[EverydayName]] = {}
        for name in begun:
            if not near.issuperset(name.parts):
                continue
            end, links = _end(name, said, start)
            if end:
                # "A Kubernetes namespace", "an AWS subnet".
                before = said[start - 1] if start else ""
                begin = start - (before in ALL_PROVIDERS[name.provider])
                by_span.setdefault((begin, end, links), []).append(name)
        for (begin, end, links), found in by_span.items():
            yield _Mention(begin, end, links, tuple(_most_said(found, said[begin:end])))


def _most_said(found: Sequence[EverydayName], said: Sequence[str]) -> Iterator[EverydayName]:
    """Of each provider's names the longest ones, of each type the one that is said literally."""
    seen: set[str] = set()
    for provider in sorted({name.provider for name in found}):
        own = [name for name in found if name.provider == provider]
        most = max(len(name.parts) for name in own)
        for name in sorted(own, key=lambda each: not _is_literal(each, said)):
            if len(name.parts) == most and name.type not in seen:
                seen.add(name.type)
                yield name


def _end(name: EverydayName, said: Sequence[str], start: int) -> tuple[int, int]:
    """Where a name ends that is said from `start` on, and how many words of it only link others.

    Its beginning may come last, as what the thing is of: "a log group in CloudWatch". The end is 0
    if the name is not all there.
    """
    found = _said_of(name.parts, said, start)[1]
    firsts = (at for at, part in enumerate(name.parts) if part in found)
    return max((_end_from(first, name, said, start) for first in firsts), default=(0, 0))


def _end_from(first: int, name: EverydayName, said: Sequence[str], start: int) -> tuple[int, int]:
    """The same, where the name's part of that number is said first."""
    left = [*range(first, len(name.parts)), *range(first)]
    at, links, meant = start, 0, Counter[str]()
    while at < len(said):
        if meant[stem(said[at])]:
            # A Lambda function is what Lambda alone says, too.
            meant[stem(said[at])] -= 1
            at += 1
            continue
        if not left:
            break
        if left[0] == 0 and at > start and not links:
            if said[at] not in _SERVICES:
                return 0, 0
            passed = ALL_PROVIDERS[name.provider] | {"the"}
            links = 1 + len(list(takewhile(passed.__contains__, said[at + 1 : at + 4])))
            at += links
        length, found = _said_of([name.parts[number] for number in left], said, at)
        if name.parts[left[0]] not in found:
            return 0, 0
        literal = {stem(word) for word in said[at : at + length]}
        for part in found:
            left.remove(next(number for number in left if name.parts[number] == part))
            meant[part] += part not in literal
        at += length
    return (0, 0) if left else (at, links)


def _said_of(parts: Sequence[str], said: Sequence[str], at: int) -> tuple[int, frozenset[str]]:
    """Over how many words the next parts of a name go, as many together as can be; and which."""
    for count in (3, 2, 1):
        if found := _meanings(said, at, count).intersection(parts):
            return count, found
    return 0, frozenset()


def _meanings(said: Sequence[str], at: int, count: int) -> frozenset[str]:
    """What the next words may be in the name of a type, all together: event hub, `eventhub`."""
    words = tuple(said[at : at + count])
    return _meant_by(words) if len(words) == count else frozenset()


@lru_cache(maxsize=4_096)
def _meant_by(words: tuple[str, ...]) -> frozenset[str]:
    if words[0] in _ARTICLES:
        return frozenset()
    together = "".join(words)
    if len(words) == 2:
        return meanings(together) | meanings(stem(words[0]) + words[1])
    return meanings(together)


def _is_literal(name: EverydayName, said: Sequence[str]) -> bool:
    """Whether all parts of a name are there as they are."""
    return {stem(word) for word in said}.issuperset(name.parts)


def _longest(mentions: Iterable[_Mention]) -> list[_Mention]:
    """Of mentions that share words, the one with most."""
    taken: set[int] = set()
    chosen: list[_Mention] = []
    by_length = sorted(mentions, key=lambda each: (-each.length, each.start))
    plain = [each for each in by_length if not each.links]
    for mention in by_length:
        spots = range(mention.start, mention.end)
        # "A hub namespace for the hub" says the name before it says what for.
        is_said_before = mention.links and any(
            each.start < mention.start < each.end and not each.types.isdisjoint(mention.types)
            for each in plain
        )
        if taken.isdisjoint(spots) and not is_said_before:
            taken.update(spots)
            chosen.append(mention)
    return chosen


def _is_asked_for(mention: _Mention, said: Sequence[str], taken: Collection[int]) -> bool:
    behind = tuple(said[mention.end : mention.end + 2])
    if behind[:1] and behind[0] in _BELONGING and behind != ("as", "well"):
        return False
    if mention.is_one_word and said[mention.start] + "".join(behind[:1]) in ALL_BRANDS:
        return False
    at = _introduced_at(mention, said, taken)
    if at is None:
        return False
    is_for_more = bool(behind) and behind[0].isalpha() and behind[0] not in _AFTER_THINGS
    if at >= 0 and said[at] in _ARTICLES:
        return not (is_for_more and mention.is_one_word) and _is_listed(mention, said, at)
    if is_for_more or not all(map(_describes, said[at + 1 : mention.start])):
        return False
    if not mention.is_one_word or at < 0:
        return True
    # A word alone may be an argument's name.
    is_item = said[at] == "," and (not behind or behind[0] in _SIGNS)
    return is_item or said[at] in (":", "-")


def _is_listed(mention: _Mention, said: Sequence[str], article: int) -> bool:
    """Whether what stands before a thing's article says that it is asked for."""
    before = said[article - 1] if article else ":"
    if mention.is_common:
        return before in _VERBS or before in (":", "-", "plus", "as")
    return before in _BEFORE_ARTICLES or (
        before == "for" and said[max(article - 2, 0)] in _FOR_WHAT
    )


def _describes(word: str) -> bool:
    return word in _DESCRIBING or word.endswith("ed")


def _introduced_at(mention: _Mention, said: Sequence[str], taken: Collection[int]) -> int | None:
    """Where the article of a thing is, or what else introduces it; -1 for the request's start.

    Up to two words may stand between. None if it is not introduced.
    """
    for at in range(mention.start - 1, mention.start - (3 if mention.is_one_word else 4), -1):
        if at < 0 or said[at] in _ARTICLES or said[at] in _LISTING:
            return at
        if said[at] == "for" and at and said[at - 1] in _FOR_WHAT:
            return at
        if said[at] in _UNDESCRIBING or at in taken or not said[at].isalpha():
            return None
    return None


def _meant(
    mention: _Mention,
    said: Sequence[str],
    votes: Counter[str],
    named: frozenset[str],
    *,
    is_source: bool,
) -> frozenset[EverydayName]:
    """The names that are meant, each another type's; none if there is nothing to tell it by."""
    there = [name for name in mention.names if (name.is_source if is_source else name.is_resource)]
    names = [name for name in there if name.provider in named]
    if not names:
        others = CLOUDS if not CLOUDS.isdisjoint(named) else frozenset[str]()
        names = [name for name in there if name.provider not in others]
    if mention.is_one_word:
        # A role or a group may be anything.
        names = [n for n in names if n.provider in named or votes[n.provider]]
    if not names:
        return frozenset()
    most = max(votes[name.provider] for name in names)
    names = [name for name in names if votes[name.provider] == most]
    is_of_cloud = CLOUDS.issuperset(name.provider for name in names)
    if is_of_cloud and most < max(votes[cloud] for cloud in CLOUDS):
        return frozenset()
    # A VPC is one of AWS rather than Google's network, which people call so.
    literal = said[mention.start : mention.end]
    names = [name for name in names if _is_literal(name, literal)] or names
    # "The zones" are of another data source than "the zone".
    exact = [name for name in names if name.type.endswith(f"_{literal[-1]}")]
    names = exact if is_source and exact else names
    return frozenset(names) if len(names) <= _MOST else frozenset()
