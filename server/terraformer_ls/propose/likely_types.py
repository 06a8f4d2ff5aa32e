"""Which resource types a request in words is likely about, among all that the providers have.

Names alone: the words of a type's name are looked for in the request, near each other, rare words
before common ones. What a model that writes for the request is told about the schema rests on it.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import zip_longest

from terraformer_ls.propose.type_names import (
    TypeName,
    meanings,
    named_providers,
    names_by_word,
    stem,
)
from terraformer_ls.schema.choose import provider_of_type

_LEAST = 0.25
"""How likely a type must be beside the likeliest."""

_THERE = 2.0
"""How much likelier a type is that the module has already."""

_IGNORED = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be by can create for from has have i in is it its make must name "
        "named need of on one or our please set should take that the this to two type use "
        "using value variable want we whose with write you",
    )
)
"""What stands in every request, and in the name of a type only by chance."""

_NEAR = 4
"""Words that may stand between those of one name."""


_Found = tuple[float, TypeName, frozenset[int]]
"""How well a name fits, which, and the numbers of the words that it fits."""


def likely_types(words: str, most: int = 6, there: Collection[str] = ()) -> tuple[str, ...]:
    """The types that a request is likeliest about, the likeliest first.

    Args:
        words: the request.
        most: how many.
        there: types that the module has already: likelier than others; where the words name no
            provider, there are none but of theirs.
    """
    spots = _spots(words)
    said = {word for spot in spots for word in spot}
    named = named_providers(said)
    own = {provider_of_type(type_) for type_ in there}
    by_word = names_by_word()
    where: dict[str, list[int]] = defaultdict(list)
    for number, spot in enumerate(spots):
        for word in spot:
            where[word].append(number)
    candidates = {name.type: name for word in said for name in by_word.get(word, ())}
    found: list[_Found] = []
    for name in candidates.values():
        if own and not named and name.provider not in own:
            continue
        share, at = _best_place(name, where)
        score = share * share * math.sqrt(name.whole) * (1.15 if name.usual else 1.0)
        if named:
            score *= 1.0 if name.provider in named else 0.3
        if name.type in there:
            score *= _THERE
        if name.type in words:
            score += 100.0
        found.append((score, name, at))
    return _spread(_of_one_cloud(found) if not (named or own) else found, most)


def _of_one_cloud(found: list[_Found]) -> list[_Found]:
    """The same, with what is not of the likeliest type's provider less likely."""
    if not found:
        return found
    provider = max(found, key=lambda entry: entry[0])[1].provider
    return [
        (score if name.provider == provider else 0.6 * score, name, at) for score, name, at in found
    ]


def _spread(found: list[_Found], most: int) -> tuple[str, ...]:
    """The best of each part of the request before the second best of any."""
    chosen: list[str] = []
    taken: Counter[int] = Counter()
    highest = 0.0
    while found and len(chosen) < most:

        def worth(entry: _Found) -> tuple[float, str]:
            score, name, at = entry
            fresh = sum(0.55 ** taken[spot] for spot in at) / max(len(at), 1)
            return score * fresh, name.type

        best = max(found, key=worth)
        if chosen and worth(best)[0] < _LEAST * highest:
            break
        highest = max(highest, worth(best)[0])
        found.remove(best)
        chosen.append(best[1].type)
        taken.update(best[2])
    return tuple(chosen)


def _best_place(name: TypeName, where: Mapping[str, Sequence[int]]) -> tuple[float, frozenset[int]]:
    """The share of a name, by weight, that stands together somewhere, and the words' numbers."""
    spots = sorted((spot, word) for word in name.weights for spot in where.get(word, ()))
    best, at = 0.0, frozenset[int]()
    reach = len(name.weights) + _NEAR
    for number, (first, _) in enumerate(spots):
        together: dict[str, int] = {}
        for spot, word in spots[number:]:
            if spot - first >= reach:
                break
            together.setdefault(word, spot)
        share = sum(name.weights[word] for word in together) / name.whole
        if share > best:
            best, at = share, frozenset(together.values())
    return best, at


def _spots(words: str) -> list[frozenset[str]]:
    """For each word of a request in turn, what it may be in the name of a type."""
    said = [word for word in re.findall(r"[a-z0-9]+", words.lower()) if word not in _IGNORED]
    spots: list[frozenset[str]] = []
    for word, second, third in zip_longest(said, said[1:], said[2:], fillvalue=""):
        # An event hub is an `eventhub`, Secrets Manager `secretsmanager`.
        meant = (word, word + second, stem(word) + second, word + second + third)
        spots.append(frozenset[str]().union(*map(meanings, meant)))
    return spots
