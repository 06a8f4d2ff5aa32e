"""The names of all types of resources, as the words that people say for them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.propose.examples import all_examples
from terraformer_ls.schema.choose import Choices, provider_of_type
from terraformer_ls.schema.model import BlockKind, BlockSchema
from terraformer_ls.workspace.snapshot import Snapshot

PROVIDERS: Mapping[str, frozenset[str]] = {
    "aws": frozenset({"aws", "amazon"}),
    "azurerm": frozenset({"azure", "azurerm", "microsoft"}),
    "google": frozenset({"google", "gcp"}),
    "kubernetes": frozenset({"kubernetes", "k8s"}),
    "random": frozenset({"random"}),
    "tls": frozenset({"tls"}),
    "time": frozenset(),
}
"""The providers that are looked through, with the words that name them."""

CLOUDS = frozenset({"aws", "azurerm", "google"})
"""Those of which a request is about one, as a rule."""

SPOKEN: Mapping[str, str] = {
    "alb": "application load balancer lb",
    "applicationautoscaling": "appautoscaling",
    "asg": "autoscaling group",
    "aurora": "rds cluster",
    "bucket": "s3 storage bucket",
    "cloudkms": "cloud kms",
    "clouddns": "cloud dns",
    "cloudsql": "cloud sql",
    "cloudstorage": "cloud storage",
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
    "sqlserver": "mssql",
    "step": "sfn",
    "topic": "sns topic",
    "vm": "virtual machine instance",
    "volume": "ebs volume",
    "firehose": "kinesis firehose",
    "subnet": "subnet subnetwork",
    "vpc": "vpc compute network",
}
"""What people say, with the words that the names of types have for it."""


@dataclass(frozen=True, slots=True)
class TypeName:
    """A type's name as words, each with its weight: the rarer, the heavier."""

    type: str
    provider: str
    weights: Mapping[str, float]
    whole: float
    usual: bool


@lru_cache(maxsize=1)
def names_by_word() -> Mapping[str, tuple[TypeName, ...]]:
    """The types whose names have a word, by that word's stem."""
    parts: dict[str, tuple[str, frozenset[str]]] = {}
    choices = Choices(Snapshot(Path("/words"), {}))
    for provider in PROVIDERS:
        schema = choices.provider(".", provider).schema
        for type_ in schema.types(BlockKind.RESOURCE) if schema is not None else ():
            name = type_.removeprefix(f"{provider}_")
            words = (stem(part) for part in name.split("_"))
            parts[type_] = provider, frozenset(words) - PROVIDERS[provider]
    frequency = Counter(word for _, words in parts.values() for word in words)
    usual = {type_ for example in all_examples() for type_ in resource_types_in(example.text)}
    by_word: dict[str, list[TypeName]] = defaultdict(list)
    for type_, (provider, words) in parts.items():
        weights = {word: math.log(len(parts) / frequency[word]) for word in words}
        name = TypeName(type_, provider, weights, sum(weights.values()), type_ in usual)
        for word in words:
            by_word[word].append(name)
    return {word: tuple(names) for word, names in by_word.items()}


def stem(word: str) -> str:
    """A word in the singular, as far as its ending tells."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    is_plural = len(word) > 3 and not word.endswith("ss") and word != "https"
    return word.removesuffix("s") if is_plural else word


def meanings(word: str) -> frozenset[str]:
    """The stems that a word may be in the name of a type."""
    return frozenset(map(stem, (word, *SPOKEN.get(stem(word), "").split())))


def named_providers(
    said: Collection[str], called: Mapping[str, Collection[str]] = PROVIDERS
) -> frozenset[str]:
    """The providers that some words name, by what each is called."""
    return frozenset(name for name, words in called.items() if not set(words).isdisjoint(said))


def resource_types_in(text: str) -> frozenset[str]:
    """The types of the resources that a configuration declares."""
    blocks = top_level_blocks(Document(text.encode("utf-8", "replace")))
    return frozenset(block.labels[0] for block in blocks if block.type == BlockKind.RESOURCE)


def schema_of_type(type_: str) -> BlockSchema | None:
    """What a type of resource takes in the newest version at hand; None if there is none."""
    schema = Choices(Snapshot(Path("/asked"), {})).provider(".", provider_of_type(type_)).schema
    return schema.block(BlockKind.RESOURCE, type_) if schema is not None else None
