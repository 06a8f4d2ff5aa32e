"""Which resource types a request in words is likely about, among all that the providers have.

Names alone: the words of a type's name are looked for in the request, near each other, rare words
before common ones. What a model that writes for the request is told about the schema rests on it.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path

from terraformer_ls.propose.asked_types import resource_types_in
from terraformer_ls.propose.examples import all_examples
from terraformer_ls.schema.choose import Choices, provider_of_type
from terraformer_ls.schema.model import BlockKind
from terraformer_ls.workspace.snapshot import Snapshot

_PROVIDERS: Mapping[str, frozenset[str]] = {
    "aws": frozenset({"aws", "amazon"}),
    "azurerm": frozenset({"azure", "azurerm", "microsoft"}),
    "google": frozenset({"google", "gcp"}),
    "kubernetes": frozenset({"kubernetes", "k8s"}),
    "random": frozenset({"random"}),
    "tls": frozenset({"tls"}),
    "time": frozenset(),
}
"""The providers that are looked through, with the words that name them."""

_SPOKEN: Mapping[str, str] = {
    "alb": "application load balancer lb",
    "asg": "autoscaling group",
    "aurora": "rds cluster",
    "bucket": "s3 storage bucket",
    "database": "db database",
    "ec2": "instance",
    "eventbridge": "cloudwatch event",
    "gcs": "storage",
    "gke": "container",
    "elastic": "elastic eip",
    "aks": "kubernetes",
    "hostedzone": "route53 zone",
    "lambda": "lambda function",
    "loadbalancer": "lb",
    "memorystore": "redis",
    "nsg": "network security group",
    "postgres": "postgresql",
    "queue": "sqs queue",
    "step": "sfn",
    "topic": "sns topic",
    "vm": "virtual machine instance",
    "volume": "ebs volume",
    "firehose": "kinesis firehose",
    "subnet": "subnet subnetwork",
    "vpc": "vpc compute network",
}
"""What people say, with the words that the names of types have for it."""

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


@dataclass(frozen=True, slots=True)
class _Name:
    """A type's name as words, each with its weight: the rarer, the heavier."""

    type: str
    provider: str
    weights: Mapping[str, float]
    whole: float
    usual: bool


_Found = tuple[float, _Name, frozenset[int]]
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
    named = {name for name, called in _PROVIDERS.items() if called & said}
    own = {provider_of_type(type_) for type_ in there}
    by_word = _names_by_word()
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


def _best_place(name: _Name, where: Mapping[str, Sequence[int]]) -> tuple[float, frozenset[int]]:
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
        meant = {word, word + second, _stem(word) + second, word + second + third}
        meant |= {part for each in meant for part in _SPOKEN.get(_stem(each), "").split()}
        spots.append(frozenset(_stem(each) for each in meant))
    return spots


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word


@lru_cache(maxsize=1)
def _names_by_word() -> Mapping[str, tuple[_Name, ...]]:
    parts: dict[str, tuple[str, frozenset[str]]] = {}
    choices = Choices(Snapshot(Path("/words"), {}))
    for provider in _PROVIDERS:
        schema = choices.provider(".", provider).schema
        for type_ in schema.types(BlockKind.RESOURCE) if schema is not None else ():
            name = type_.removeprefix(f"{provider}_")
            words = (_stem(part) for part in name.split("_"))
            parts[type_] = provider, frozenset(words) - _PROVIDERS[provider]
    frequency = Counter(word for _, words in parts.values() for word in words)
    usual = {type_ for example in all_examples() for type_ in resource_types_in(example.text)}
    by_word: dict[str, list[_Name]] = defaultdict(list)
    for type_, (provider, words) in parts.items():
        weights = {word: math.log(len(parts) / frequency[word]) for word in words}
        name = _Name(type_, provider, weights, sum(weights.values()), type_ in usual)
        for word in words:
            by_word[word].append(name)
    return {word: tuple(names) for word, names in by_word.items()}
