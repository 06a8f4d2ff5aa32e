"""What a configuration says that is worth saying in words, and can be held against a plan.

A fact is a literal value of a resource that its plan shows too. Long texts, references, ids and
keys are none: nobody would dictate them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from terraformer_ls.hcl.blocks import Block
from terraformer_ls.learn.corpus.literals import literals_in
from terraformer_ls.learn.gen.module_text import ModuleText
from terraformer_ls.learn.intent import holds
from terraformer_ls.learn.records import Intent

_LONGEST = 44
_UNSAID = re.compile(
    r"(?:^|[._])(?:arn|arns|secret|password|token|certificate|policy|assume_role_policy|content|"
    r"data|body|hash|user_data|script|definition|etag|ami|pem|private_key|public_key|credentials|"
    r"description|comment|sid|ids?|template|query|filter_string)$"
)
_FIRST = re.compile(
    r"(?:^|\.)(?:name|bucket|identifier|engine|runtime|location|region|cidr_block|instance_type|"
    r"machine_type|instance_class|size|sku|sku_name|tier|ip_cidr_range|address_space|"
    r"address_prefixes|database_version|node_count|hash_key|billing_mode|.*_name)$"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that a resource has.

    Attributes:
        address: the block that has it.
        type: the block's type.
        path: where in the block, names with dots.
        value: what it is, as JSON.
        weight: how likely someone who asks for the resource would say it, above 0.
        key: the last step of the path where that is a key of a map, which its author chose.
    """

    address: str
    type: str
    path: str
    value: Any
    weight: float
    key: str = ""

    @property
    def intent(self) -> Intent:
        """What an answer must have."""
        return Intent("value", type=self.type, path=self.path, value=self.value)


@dataclass(frozen=True, slots=True)
class Member:
    """A resource or data source with its facts.

    Attributes:
        address: its address.
        kind: resource or data.
        type: its type.
        count: how many instances are planned.
        facts: what it says.
        uses: addresses that it refers to, with the argument that does, without dots.
        lines: how long it is.
    """

    address: str
    kind: str
    type: str
    count: int
    facts: tuple[Fact, ...]
    uses: Mapping[str, str]
    lines: int


def members_of(text: str, plan: Mapping[str, Any]) -> tuple[Member, ...]:
    """The resources and data sources of a configuration that its plan shows, in order."""
    module = ModuleText(text)
    counts = _instances(plan)
    found: list[Member] = []
    for piece in module.pieces:
        block = piece.block
        if block.type not in ("resource", "data") or len(block.labels) != 2:
            continue
        count = counts.get(block.address, 0)
        if block.type == "resource" and not count:
            continue
        found.append(
            Member(
                block.address,
                block.type,
                block.labels[0],
                max(count, 1),
                tuple(_facts(module, block, plan)) if block.type == "resource" else (),
                dict(_uses(module, block)),
                piece.text.count("\n") + 1,
            )
        )
    return tuple(found)


def _facts(module: ModuleText, block: Block, plan: Mapping[str, Any]) -> Iterator[Fact]:
    for literal in literals_in(module.document, block):
        value = literal.value
        values: dict[str, object] = {"": value}
        if isinstance(value, dict):
            table = cast("dict[str, object]", value)
            values = {f".{key}": value for key, value in table.items()}
        for key, value in values.items():
            path = literal.path + key
            if not _is_sayable(path, value):
                continue
            weight = 3.0 if _FIRST.search(literal.path) else 1.0 if "." not in literal.path else 0.6
            fact = Fact(block.address, block.labels[0], path, value, weight, key[1:])
            if holds(fact.intent, "", module.text, plan, None):
                yield fact


def _is_sayable(path: str, value: object) -> bool:
    if _UNSAID.search(path):
        return False
    if isinstance(value, list):
        elements = cast("list[object]", value)
        return 0 < len(elements) <= 3 and all(_is_sayable(path, element) for element in elements)
    if isinstance(value, str):
        return (
            0 < len(value) <= _LONGEST
            and re.fullmatch(r"[\w][\w ./:@*+-]*", value) is not None
            and not re.search(r"^arn:|[0-9a-f]{8}-[0-9a-f]{4}|example\.com/|0{6}", value)
        )
    return isinstance(value, bool | int | float)


def _uses(module: ModuleText, block: Block) -> Iterator[tuple[str, str]]:
    """The resources that a block refers to, with the name of the argument that does."""
    for placed, reference in module.module.references() if module.module else ():
        if placed.start != block.span.start:
            continue
        names = reference.names(3)
        if len(names) < 2 or names[0] in ("var", "local", "each", "data", "path", "module"):
            continue
        span = placed.span(reference.span)
        for inner in block.walk():
            for attribute in inner.attributes:
                if attribute.value_span.encloses(span):
                    yield f"{names[0]}.{names[1]}", attribute.name


def _instances(plan: Mapping[str, Any]) -> dict[str, int]:
    """How many instances of each block of the root module are planned."""
    found: dict[str, int] = {}
    planned = cast("Mapping[str, Any]", plan.get("planned_values") or {})
    root = cast("Mapping[str, Any]", planned.get("root_module") or {})
    resources = cast("list[Mapping[str, Any]]", root.get("resources") or [])
    for resource in resources:
        address = re.sub(r"\[.*\]$", "", str(resource.get("address")))
        found[address] = found.get(address, 0) + 1
    return found
