"""Which blocks a request means, by their addresses, names and the words for what they are."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from terraformer_ls.hcl.blocks import Block
from terraformer_ls.hcl.document import Document
from terraformer_ls.propose.intents.request import Request, stems

_CALLED: dict[str, frozenset[str]] = {
    word: frozenset(meant.split())
    for word, meant in {
        "balancer": "lb alb elb",
        "cache": "elasticache redis memcached cache",
        "container": "ecs container task",
        "database": "db rds sql postgresql mysql database",
        "disk": "disk volume ebs",
        "ec2": "instance",
        "firewall": "firewall security group",
        "function": "function lambda",
        "lambda": "lambda function",
        "log": "log cloudwatch",
        "machine": "instance machine",
        "network": "vpc network",
        "mysql": "db rds sql mysql",
        "postgres": "db rds sql postgresql",
        "postgresql": "db rds sql postgresql",
        "rds": "db rds",
        "secret": "secret secretsmanager",
        "server": "instance machine server",
        "vm": "instance machine",
        "volume": "volume disk",
    }.items()
}
"""What people call things, and the parts of resource types that are meant."""

_SAY_NOTHING = frozenset({"account", "cluster", "function", "group", "instance", "server", "table"})

_ALL = re.compile(r"\b(?:all|every|each|both|everything)\b", re.IGNORECASE)
_PROVIDERS = frozenset({"aws", "azurerm", "azuread", "google", "azure", "hashicorp"})
_IT = re.compile(r"\b(?:it|its|them|their|this|that|these)\b", re.IGNORECASE)
_ENOUGH = 1.5
_NAMES = ("name", "bucket", "identifier", "function_name", "title")


@dataclass(frozen=True, slots=True)
class Target:
    """A top-level block that a request means."""

    path: str
    document: Document
    block: Block


def blocks_within(request: Request, types: Collection[str] = ("resource",)) -> tuple[Target, ...]:
    """The blocks of some types within the request's extent."""
    return tuple(
        Target(key[0], document, block)
        for key, document, block in request.extent.blocks(request.snapshot)
        if block.type in types
    )


def targets(
    request: Request, words: str, types: Collection[str] = ("resource",)
) -> tuple[Target, ...]:
    """The blocks that the words name; none where they name none, or one of several.

    Where the extent is one block, that block is meant whatever is said. Of several that fit as
    well, all are meant by a plural or by "all", none otherwise: nothing is changed on a guess.
    """
    within = blocks_within(request, types)
    if request.extent.is_block:
        return within
    scored = [(score(target, words), target) for target in within]
    best = max((value for value, _ in scored), default=0.0)
    if best < _ENOUGH:
        return _referred_to(request, within) if speaks_of_it(words) else ()
    meant = tuple(target for value, target in scored if value == best)
    if len(meant) == 1 or _ALL.search(words) or _is_plural(words, meant):
        return meant
    return ()


def speaks_of_it(words: str) -> bool:
    """Whether words refer to something without naming it."""
    return _IT.search(words) is not None


def is_kind(word: str) -> bool:
    """Whether a word says what kind of thing is meant."""
    return word in _CALLED


def _referred_to(request: Request, within: tuple[Target, ...]) -> tuple[Target, ...]:
    """What "it" is: what was spoken of before, or the only thing there is."""
    before = tuple(t for t in within if t.block.address in request.spoken_of)
    return before or (within if len(within) == 1 else ())


def score(target: Target, words: str) -> float:
    """How well words name a block; 0 is not at all."""
    block, said = target.block, stems(words)
    if re.search(rf"(?<![\w.]){re.escape(block.address)}(?![\w-])", words):
        return 10.0
    total = 0.0
    label = stems(block.labels[-1]) if block.labels else frozenset[str]()
    if label and label <= said:
        total += 2.0 + 0.5 * len(label)
    if len(block.labels) == 2:
        total += _type_score(block.labels[0], said)
    elif block.type in said or (block.type == "locals" and "local" in said):
        total += 1.0
    if _own_name(target).lower() in words.lower().split():
        total += 2.0
    return total


def _type_score(type_: str, said: frozenset[str]) -> float:
    parts = [part for part in type_.split("_") if part not in _PROVIDERS]
    called = said.union(*(_CALLED.get(word, frozenset()) for word in said))
    named = [part for part in parts if part in called]
    if not named:
        return 0.0
    # The last part says what it is; those before it only of what. Where it says nothing, they do.
    is_named = parts[-1] in called or (parts[-1] in _SAY_NOTHING and parts[0] in called)
    return 2.0 * len(named) / len(parts) + (1.0 if is_named else 0.0)


def _own_name(target: Target) -> str:
    """The literal that the block is named with where it runs; a word that nobody types if none."""
    for name in _NAMES:
        attribute = target.block.attribute(name)
        if attribute is not None:
            value = target.document.text[attribute.value_span.start : attribute.value_span.end]
            return value.decode("utf-8", "replace").strip('"')
    return "\0"


def _is_plural(words: str, meant: Collection[Target]) -> bool:
    spoken = set(re.findall(r"[a-z0-9]+", words.lower()))
    parts = {part for target in meant for part in target.block.labels[0].split("_")}
    called = parts | {word for word, means in _CALLED.items() if means & parts}
    return any(f"{part}s" in spoken or f"{part[:-1]}ies" in spoken for part in called)
