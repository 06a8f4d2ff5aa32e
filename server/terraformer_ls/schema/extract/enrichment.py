"""Descriptions, deprecations and secrets out of Pulumi's bridged provider packages.

The provider packages hardly describe AWS' arguments; Pulumi's package for the same provider does,
under names of its own. A resource is recognised by what it consists of: the same set of arguments
and attributes, or nearly the same and a name that fits. What can't be recognised so is left as it
was.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from terraformer_ls.schema.json_shape import (
    AttributeJson,
    BlockJson,
    NestedTypeJson,
    SchemaJson,
)

_NEARLY = 0.9  # of all names that either side has, the share that both have
_LARGE_ENOUGH = 6
_LONGEST = 500

_TOKEN = re.compile(r"'aws:[\w/]+:(\w+)'")
_STATE = re.compile(r"class _(\w+)State:\n    def __init__.*?\"\"\"(.*?)\"\"\"", re.DOTALL)
_PARAMETER = re.compile(
    r"^ +:param (?P<type>.+?) (?P<name>\w+): (?P<text>.*?)(?=^ +:param |\Z)",
    re.MULTILINE | re.DOTALL,
)
# Pulumi warns of more, in its own words; only what the provider itself deprecates reads like this.
_DEPRECATED = re.compile(r'if (\w+) is not None:\n +warnings\.warn\("""\w+ is deprecated\.')
_SECRETS = re.compile(r"additional_secret_outputs=\[([^\]]*)\]")
_STRUCTURE = re.compile(r"^class (\w+)ArgsDict\(TypedDict\):\n(.*?)(?=^class |^@|\Z)", re.M | re.S)
_FIELD = re.compile(r'^    (\w+): ([^\n]*)\n    """\n(.*?)\n    """', re.MULTILINE | re.DOTALL)
_STRUCTURE_NAME = re.compile(r"'(\w+)Args(?:Dict)?'")


@dataclass(frozen=True, slots=True)
class _Field:
    """A property: what it is for, and the structure that it holds, if any."""

    text: str
    structure: str


@dataclass(frozen=True, slots=True)
class _Resource:
    """A resource of Pulumi's: its properties by normalised name, and what is said of some."""

    module: str
    name: str
    fields: Mapping[str, _Field]
    deprecated: frozenset[str]
    secrets: frozenset[str]


_Structures = Mapping[tuple[str, str], Mapping[str, _Field]]
"""By module and name: the fields, by normalised name."""


def enrich(wheel: Path, resources: Mapping[str, SchemaJson]) -> int:
    """Add to resources, in place, what a Pulumi package says; returns how many were recognised."""
    theirs, structures = _read(wheel)
    by_names: dict[frozenset[str], list[_Resource]] = defaultdict(list)
    by_name: dict[str, list[_Resource]] = defaultdict(list)
    for resource in theirs:
        by_names[frozenset(resource.fields)].append(resource)
        by_name[_normalised(resource.name)].append(resource)
    claims: dict[tuple[str, str], list[tuple[str, _Resource]]] = defaultdict(list)
    for type_, schema in resources.items():
        found = _recognise(type_, _names_of(schema.get("block", {})), by_names, by_name)
        if found is not None:
            claims[found.module, found.name].append((type_, found))
    recognised = 0
    for claimed in claims.values():
        for type_, found in claimed:
            if len(claimed) == 1 or _is_named_like(found, type_):
                recognised += 1
                block = resources[type_].get("block", {})
                _describe(block, found.fields, found.module, structures)
                _flag(block, found)
    return recognised


def _recognise(
    type_: str,
    names: frozenset[str],
    by_names: Mapping[frozenset[str], list[_Resource]],
    by_name: Mapping[str, list[_Resource]],
) -> _Resource | None:
    squeezed = _normalised(type_.partition("_")[2])
    same = [resource for resource in by_names.get(names, []) if _fits(resource, squeezed)]
    if len(same) == 1:
        return same[0]
    if same or len(names) < _LARGE_ENOUGH:
        return None
    alike = [
        resource
        for start in range(len(squeezed))
        for resource in by_name.get(squeezed[start:], [])
        if _overlap(names, frozenset(resource.fields)) >= _NEARLY
    ]
    return alike[0] if len(alike) == 1 else None


def _fits(resource: _Resource, squeezed: str) -> bool:
    """Whether a resource's name is how the type ends, its module's name maybe before it."""
    return squeezed.endswith(_normalised(resource.name))


def _is_named_like(resource: _Resource, type_: str) -> bool:
    """Whether a type is called just like a resource, with its module's name or without."""
    name = _normalised(resource.name)
    return _normalised(type_.partition("_")[2]) in (name, resource.module + name)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _names_of(block: BlockJson) -> frozenset[str]:
    names = {*block.get("attributes", {}), *block.get("block_types", {})} - {"id", "timeouts"}
    return frozenset(map(_normalised, names))


def _describe(
    block: BlockJson | NestedTypeJson,
    fields: Mapping[str, _Field],
    module: str,
    structures: _Structures,
    depth: int = 0,
) -> None:
    for name, attribute in block.get("attributes", {}).items():
        field = fields.get(_normalised(name))
        if field is None:
            continue
        if field.text:
            attribute.setdefault("description", field.text)
        inside = attribute.get("nested_type")
        if inside is not None and depth < 8:
            known = structures.get((module, field.structure), {})
            _describe(inside, known, module, structures, depth + 1)
    if "block_types" not in block:
        return
    for name, nested in block["block_types"].items():
        field = fields.get(_normalised(name))
        body = nested.get("block")
        if field is None or body is None or depth >= 8:
            continue
        if field.text:
            body.setdefault("description", field.text)
        _describe(
            body, structures.get((module, field.structure), {}), module, structures, depth + 1
        )


def _flag(block: BlockJson, resource: _Resource) -> None:
    attributes: dict[str, AttributeJson] = block.get("attributes", {})
    for name, attribute in attributes.items():
        if _normalised(name) in resource.deprecated:
            attribute["deprecated"] = True
        if _normalised(name) in resource.secrets:
            attribute["sensitive"] = True
    for name, nested in block.get("block_types", {}).items():
        if _normalised(name) in resource.deprecated and "block" in nested:
            nested["block"]["deprecated"] = True


def _read(wheel: Path) -> tuple[list[_Resource], _Structures]:
    resources: list[_Resource] = []
    structures: dict[tuple[str, str], Mapping[str, _Field]] = {}
    with zipfile.ZipFile(wheel) as archive:
        for path in sorted(archive.namelist()):
            parts = path.split("/")
            if len(parts) != 3 or not path.endswith(".py"):
                continue
            text = archive.read(path).decode("utf-8")
            if parts[2] == "_inputs.py":
                structures.update(
                    ((parts[1], match[1]), dict(_fields(match[2])))
                    for match in _STRUCTURE.finditer(text)
                )
            else:
                resources.extend(_resources(parts[1], text))
    return resources, structures


def _resources(module: str, text: str) -> Iterator[_Resource]:
    token = _TOKEN.search(text)
    state = _STATE.search(text)
    if token is None or state is None:
        return
    secrets = [name for listed in _SECRETS.findall(text) for name in re.findall(r'"(\w+)"', listed)]
    yield _Resource(
        module=module,
        name=token[1],
        fields={
            _normalised(match["name"]): _Field(_cleaned(match["text"]), _structure(match["type"]))
            for match in _PARAMETER.finditer(state[2])
        },
        deprecated=frozenset(map(_normalised, _DEPRECATED.findall(text))),
        secrets=frozenset(map(_normalised, secrets)),
    )


def _fields(body: str) -> Iterator[tuple[str, _Field]]:
    for match in _FIELD.finditer(body):
        yield _normalised(match[1]), _Field(_cleaned(match[3]), _structure(match[2]))


def _structure(type_: str) -> str:
    found = _STRUCTURE_NAME.search(type_)
    return found[1] if found is not None else ""


def _cleaned(text: str) -> str:
    """The first paragraph, unless it speaks of Pulumi or is cut by its own length."""
    paragraph = re.sub(r"\s+", " ", text.strip().partition("\n\n")[0]).strip()
    if "pulumi" in paragraph.lower():
        return ""
    if len(paragraph) <= _LONGEST:
        return paragraph
    return paragraph[:_LONGEST].rpartition(". ")[0] + "."


def _normalised(name: str) -> str:
    """A name without case, underscores and plural: Pulumi writes lists in the plural."""
    squeezed = name.replace("_", "").lower()
    if squeezed.endswith("ies"):
        return squeezed[:-3] + "y"
    for ending in ("sses", "xes", "ches", "shes"):
        if squeezed.endswith(ending):
            return squeezed[:-2]
    return squeezed[:-1] if squeezed.endswith("s") and not squeezed.endswith("ss") else squeezed
