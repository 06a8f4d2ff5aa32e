"""Variations of a configuration: other names, other values, an argument more or less.

A variation may be wrong; it is verified. What belongs together (a name that stands twice, the
subnets of a network, the resources of a region) changes together.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass

from terraformer_ls.hcl.blocks import Block
from terraformer_ls.hcl.edits import OverlappingEditsError, TextEdit, apply_edits
from terraformer_ls.hcl.format import formatted
from terraformer_ls.hcl.rewrite import insert_attribute, remove_attribute
from terraformer_ls.learn.corpus.literals import Literal, literals_in
from terraformer_ls.learn.corpus.material import Material
from terraformer_ls.learn.gen import vocabulary
from terraformer_ls.learn.gen.module_text import ModuleText
from terraformer_ls.schema.symbols import Address

_ENUM = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]{1,30}")
_NO_CHOICE = re.compile(
    r"(?:^|[._])(?:id|ids|arn|arns|url|uri|email|path|key|secret|password|token|user|username|"
    r"description|policy|value|values|handler|filename|source|project|subnet|certificate|image|"
    r"ami|host|account|date|time|timestamp|hash|content|data|body|script|type|kind|engine|family|"
    r"name|names|runtime|protocol|authorization|publisher|offer|platform|(?:\w+_)?version|(?:\w+_)?port|"
    r"(?:min|max|start|end|range|os|from|to)_\w+|min|max)$"
)


@dataclass(frozen=True, slots=True)
class Strength:
    """How likely each kind of change is."""

    name: float = 0.85
    label: float = 0.55
    value: float = 0.35
    add: float = 0.25
    remove: float = 0.15


def varied(
    text: str, material: Material, chance: random.Random, strength: Strength | None = None
) -> str:
    """The configuration with some of its names and values changed."""
    strength = strength or Strength()
    theme = vocabulary.Theme(chance)
    text = _relabelled(text, theme, chance, strength)
    text = _with_other_values(text, theme, material, chance, strength)
    if chance.random() < strength.remove + strength.add:
        text = _with_other_arguments(text, material, chance, strength)
    text = _with_other_range(text, chance)
    return formatted(text.encode()).decode()


def _relabelled(
    text: str, theme: vocabulary.Theme, chance: random.Random, strength: Strength
) -> str:
    """Resources under other labels: one label for those that shared one."""
    module = ModuleText(text)
    old = [b.labels[1] for b in module.blocks if b.type in ("resource", "data") and b.labels[1:]]
    new: dict[str, str] = {}
    for label in dict.fromkeys(old):
        if chance.random() < strength.label or vocabulary.is_placeholder(label):
            made = theme.label(chance)
            if made not in old and made not in new.values():
                new[label] = made
    names: dict[Address, str] = {}
    for block in module.blocks:
        if block.type in ("resource", "data") and len(block.labels) == 2:
            label = new.get(block.labels[1])
            if label is not None:
                address = block.labels if block.type == "resource" else ("data", *block.labels)
                names[address] = label
    return module.renamed(names)


def _with_other_values(
    text: str,
    theme: vocabulary.Theme,
    material: Material,
    chance: random.Random,
    strength: Strength,
) -> str:
    module = ModuleText(text)
    edits: list[TextEdit] = []
    made: dict[str, str] = {}
    for block in module.blocks:
        type_ = block.labels[0] if block.type in ("resource", "data") and block.labels else ""
        for literal in literals_in(module.document, block):
            if literal.text not in made:
                new = _other_value(type_, literal, theme, material, chance, strength)
                if new is None or new == literal.text:
                    continue
                if not isinstance(literal.value, str) or not new.startswith('"'):
                    edits.append(TextEdit(literal.span, new))
                    continue
                # A text that stands in several places means the same thing in each.
                made[literal.text] = new
            edits.append(TextEdit(literal.span, made[literal.text]))
    return _applied(module, edits)


def _other_value(
    type_: str,
    literal: Literal,
    theme: vocabulary.Theme,
    material: Material,
    chance: random.Random,
    strength: Strength,
) -> str | None:
    name = literal.path.rpartition(".")[2]
    value = literal.value
    if vocabulary.is_name_like(literal.path, value) and (
        chance.random() < strength.name or vocabulary.is_placeholder(str(value))
    ):
        return json.dumps(vocabulary.new_name(str(value), theme, chance))
    if chance.random() > strength.value:
        return None
    if name in ("tags", "labels") and isinstance(value, dict):
        return None  # of several lines: see `_with_other_tags`
    if isinstance(value, str):
        place = _place_like(value)
        if place:
            return json.dumps(chance.choice(place))
    if isinstance(value, bool):
        known = material.values(type_, literal.path)
        return chance.choice(known) if len(known) > 1 else None
    if isinstance(value, int) and name in vocabulary.NUMBERS and value > 0:
        return str(chance.choice(vocabulary.NUMBERS[name]))
    if _NO_CHOICE.search(literal.path):
        return None
    known = [
        other
        for other in material.values(type_, literal.path)
        if other != literal.text and _is_alike(other, literal)
    ]
    if known:
        return chance.choice(known)
    if isinstance(value, int) and 2 <= value <= 200:
        step = 5 if value >= 10 else 1
        return str(max(step, value + step * chance.choice((-2, -1, 1, 2, 3, 4))))
    return None


def _place_like(value: str) -> tuple[str, ...]:
    """The regions of the cloud whose region a value is."""
    for places in (
        vocabulary.AWS_REGIONS,
        vocabulary.AZURE_LOCATIONS,
        vocabulary.GOOGLE_REGIONS,
    ):
        if value in places:
            return places
    if value in ("West Europe", "East US", "North Europe", "West US", "Central US"):
        return vocabulary.AZURE_LOCATIONS
    return ()


def _is_alike(other: str, literal: Literal) -> bool:
    """Whether another expression is of the same kind, and a choice of few rather than a name."""
    if isinstance(literal.value, bool):
        return other in ("true", "false")
    if isinstance(literal.value, int | float):
        return re.fullmatch(r"\d+(\.\d+)?", other) is not None
    if isinstance(literal.value, str):
        return (
            _ENUM.fullmatch(other.strip('"')) is not None
            and _ENUM.fullmatch(literal.value) is not None
        )
    return False


def _with_other_arguments(
    text: str, material: Material, chance: random.Random, strength: Strength
) -> str:
    """The text with an argument more or one less in one of its resources."""
    module = ModuleText(text)
    resources = [block for block in module.blocks if block.type == "resource"]
    if not resources:
        return text
    block = chance.choice(resources)
    if chance.random() < strength.remove / (strength.remove + strength.add):
        removable = [
            attribute
            for attribute in block.attributes
            if attribute.name not in ("name", "count", "for_each", "provider", "depends_on")
        ]
        if len(removable) < 3:
            return text
        return _applied(module, [remove_attribute(module.document, chance.choice(removable))])
    edit = _addition(module, block, material, chance)
    return _applied(module, [edit]) if edit is not None else text


def _addition(
    module: ModuleText, block: Block, material: Material, chance: random.Random
) -> TextEdit | None:
    present = {attribute.name for attribute in block.attributes}
    usual = [
        path
        for path in material.usual_paths(block.labels[0])
        if "." not in path and path not in present and not _NO_CHOICE.search(path)
    ]
    if not usual:
        return None
    path = chance.choice(usual[:12])
    value = material.likely_value(block.labels[0], path, chance)
    if value is None or "example" in value.lower():
        return None
    return insert_attribute(module.document, block, path, value)


_TEN = re.compile(r"\b10\.(\d{1,3})(?=\.\d{1,3}\.\d{1,3}\b)")


def _with_other_range(text: str, chance: random.Random) -> str:
    """All private ranges moved by the same step, so that subnets stay inside their network."""
    if not _TEN.search(text) or chance.random() < 0.35:
        return text
    step = chance.randrange(1, 200)
    return _TEN.sub(lambda match: f"10.{(int(match[1]) + step) % 250}", text)


_TAGS = re.compile(r"\b(?:tags|labels)\s*=\s*\{[^{}]*\}")
_TAG = re.compile(r'(?P<key>\b[A-Za-z_]+|"[A-Za-z_]+")(?P<equals>\s*=\s*)"[\w .-]*"')


def with_other_tags(text: str, chance: random.Random) -> str:
    """The text with other values for the usual tags."""

    def other(match: re.Match[str]) -> str:
        values = vocabulary.TAG_VALUES.get(match["key"].strip('"').lower())
        if values is None or chance.random() < 0.3:
            return match[0]
        return f'{match["key"]}{match["equals"]}"{chance.choice(values)}"'

    return _TAGS.sub(lambda tags: _TAG.sub(other, tags[0]), text)


def _applied(module: ModuleText, edits: list[TextEdit]) -> str:
    try:
        return apply_edits(module.document.text, edits).decode("utf-8", errors="replace")
    except OverlappingEditsError:
        return module.text
