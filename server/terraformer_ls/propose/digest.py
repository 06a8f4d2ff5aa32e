"""What a resource type takes, in a line: what a model is told that can't know every provider.

    aws_sqs_queue: name, kms_master_key_id, delay_seconds number, redrive_policy
    aws_lb_listener: load_balancer_arn*, port number, default_action* {type*, target_group_arn}

Required arguments and blocks first, with a `*`; then what the request speaks of; then others, as
long as there is room.
"""

from __future__ import annotations

import re
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.propose.examples import all_examples
from terraformer_ls.propose.likely_types import likely_types
from terraformer_ls.propose.type_names import resource_types_in, schema_of_type
from terraformer_ls.schema.cty import Kind, Type
from terraformer_ls.schema.model import BlockKind, BlockSchema

_TYPES, _TYPES_OF_A_CHANGE = 6, 3
"""How many types are told of, for a new configuration and for a change."""

_OTHERS = (6, 3, 0)
"""How many names are told that are neither required nor spoken of, by depth."""

_MOST = (14, 7, 4)
"""How many names are told at all, by depth."""

_NONE: Counter[str] = Counter()
_SELDOM = frozenset({"id", "tags_all", "region", "timeouts", "project", "provider"})
_COLLECTIONS = {
    Kind.LIST: "[]",
    Kind.SET: "[]",
    Kind.TUPLE: "[]",
    Kind.MAP: "{}",
    Kind.OBJECT: "{}",
}


# What is known of all types is worked out by who asks first; asking together, all would do it.
_one_at_a_time = threading.Lock()


def digests(words: str, before: str = "") -> tuple[str, ...]:
    """What the types take that a request is likely about, a line each.

    Args:
        words: the request, or what a verifier said.
        before: the configuration that is to be changed; "" for a new one. Of its own types those
            are told that the words are about, some of them at least.
    """
    with _one_at_a_time:
        return tuple(_lines(words, before))


def _lines(words: str, before: str) -> Iterator[str]:
    there = resource_types_in(before) if before else frozenset[str]()
    likely = likely_types(words, _TYPES_OF_A_CHANGE if there else _TYPES, there)
    if there and not there & set(likely):
        likely = (*sorted(there), *likely)[:_TYPES_OF_A_CHANGE]
    said = frozenset(_stem(word) for word in re.findall(r"[a-z0-9]+", words.lower()))
    for type_ in likely:
        block = schema_of_type(type_)
        if block is not None:
            names = _Names(said, type_).of(block)
            yield f"{type_}: {', '.join(names)}"


class _Names:
    """The names in a body that are worth telling, for a request and a type."""

    def __init__(self, said: frozenset[str], type_: str) -> None:
        self._said = said
        self._type = type_

    def of(self, block: BlockSchema, depth: int = 0) -> list[str]:
        """Each as it is told, the most important first."""
        required = tuple(block.required_names())
        told = [self._told(block, name, depth, "*") for name in required]
        others = 0
        optional = (n for n in block.settable_names() if n not in required and _is_told(block, n))
        for name in sorted(optional, key=self._worth, reverse=True):
            others += self._share_said(name) < 1
            if others > _OTHERS[depth] or len(told) >= _MOST[depth]:
                break
            told.append(self._told(block, name, depth))
        return told

    def _worth(self, name: str) -> float:
        own, all_ = _usual_names()
        often = min(own.get(self._type, _NONE)[name], 3) + min(all_[name], 20) / 20
        share = self._share_said(name)
        return (10 if share == 1 else 3 * share) + often

    def _share_said(self, name: str) -> float:
        parts = name.split("_")
        return sum(_stem(part) in self._said for part in parts) / len(parts)

    def _told(self, block: BlockSchema, name: str, depth: int, mark: str = "") -> str:
        attribute = block.attributes.get(name)
        if attribute is not None:
            return f"{name}{mark}{_kind(attribute.type)}"
        deeper = depth + 1 < len(_MOST)
        inner = self.of(block.blocks[name].block, depth + 1) if deeper else ()
        return f"{name}{mark} {{{', '.join(inner)}}}"


@lru_cache(maxsize=1)
def _usual_names() -> tuple[Mapping[str, Counter[str]], Counter[str]]:
    """How often the library's examples use each argument and block, by type and altogether."""
    by_type: dict[str, Counter[str]] = defaultdict(Counter)
    everywhere: Counter[str] = Counter()
    for example in all_examples():
        for top in top_level_blocks(Document(example.text.encode())):
            if top.type == BlockKind.RESOURCE and top.labels:
                for block in top.walk():
                    names = {
                        *(attribute.name for attribute in block.attributes),
                        *(inner.type for inner in block.blocks),
                    }
                    by_type[top.labels[0]].update(names)
                    everywhere.update(names)
    return by_type, everywhere


def _kind(type_: Type) -> str:
    if type_.kind in _COLLECTIONS:
        return f" {_COLLECTIONS[type_.kind]}"
    return "" if type_.kind in (Kind.STRING, Kind.DYNAMIC) else f" {type_.kind}"


def _is_told(block: BlockSchema, name: str) -> bool:
    if name in _SELDOM:
        return False
    attribute = block.attributes.get(name)
    return not (
        attribute.deprecated if attribute is not None else block.blocks[name].block.deprecated
    )


def _stem(word: str) -> str:
    return word.removesuffix("s").removesuffix("d") if len(word) > 3 else word
