"""Which providers a module asks for: names, sources, constraints, locked versions.

Reads `required_providers`, `.terraform.lock.hcl` and the local modules that a module calls; says
nothing about which schemas are at hand.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import tree_sitter

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.schema.json_shape import HOST
from terraformer_ls.schema.symbols import Module
from terraformer_ls.schema.versions import (
    ANY_VERSION,
    Constraint,
    Version,
    parse_constraint,
    parse_version,
)
from terraformer_ls.workspace.snapshot import Snapshot

LOCK_FILE = ".terraform.lock.hcl"
BUILT_IN = "terraform.io/builtin/terraform"
"""The provider that is part of Terraform itself: `terraform_data`, `terraform_remote_state`."""

_DEFAULT_NAMESPACE = "hashicorp"
_LISTED_ALIASES = re.compile(r"\bconfiguration_aliases\s*=\s*\[([^\]]*)\]")
_ALIAS = re.compile(r"[\w-]+\.[\w-]+")
_HOSTS = (f"{HOST}/", "registry.opentofu.org/")


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a module wants of one provider; `source` is normalised (`hashicorp/aws`)."""

    source: str
    constraint: Constraint = ANY_VERSION


def requirements_of(module: Module) -> Mapping[str, Requirement]:
    """A module's own `required_providers`, by local name; the last override of a name stands."""
    found: dict[str, Requirement] = {}
    for placed in sorted(module.blocks_of("terraform"), key=lambda placed: placed.in_override):
        document = placed.reading.document
        for block in placed.reading.block.blocks_of("required_providers"):
            for attribute in block.attributes:
                found[attribute.name] = _requirement(document, attribute)
    for placed in module.blocks_of("provider"):
        block, document = placed.reading.block, placed.reading.document
        version = block.attribute("version")  # how it was written before Terraform 0.13
        if version is None or len(block.labels) != 1:
            continue
        name = block.labels[0]
        constraint = parse_constraint(_string(document, version.node.named_children[-1]) or "")
        known = found.get(name, Requirement(default_source(name)))
        if constraint is not None:
            found[name] = Requirement(known.source, known.constraint.joined(constraint))
    return found


def configuration_aliases(text: str) -> tuple[str, ...]:
    """The configurations of providers that the text of a block wants from a caller: `aws.west`."""
    listed = _LISTED_ALIASES.findall(text)
    return tuple(alias for aliases in listed for alias in _ALIAS.findall(aliases))


def default_source(local_name: str) -> str:
    """The source that a local name means where a module doesn't say."""
    return BUILT_IN if local_name == "terraform" else f"{_DEFAULT_NAMESPACE}/{local_name}"


def normalised_source(source: str) -> str:
    """`namespace/type` for the public registries, the whole address for any other."""
    source = source.strip().lower()
    for host in _HOSTS:
        source = source.removeprefix(host)
    return source if "/" in source else default_source(source)


def locked_versions(snapshot: Snapshot, folder: str) -> Mapping[str, Version]:
    """The versions that a folder's lock file holds, by source."""
    document = snapshot.files.get(posixpath.normpath(posixpath.join(folder, LOCK_FILE)))
    return _locked(document.text) if document is not None else {}


def calls_of(module: Module, modules: Mapping[str, Module]) -> Iterator[tuple[str, str]]:
    """The local modules that a module calls: the name of the call, the folder that is called."""
    for placed in module.blocks_of("module"):
        folder = called_folder(module.folder, placed.reading.document, placed.reading.block)
        if folder in modules and placed.reading.block.labels:
            yield placed.reading.block.labels[0], folder


def called_folder(folder: str, document: Document, call: Block) -> str:
    """The folder that a `module` block calls, "" where its source is not a local path."""
    source = call.attribute("source")
    path = _string(document, source.node.named_children[-1]) if source is not None else None
    if path is None or not path.startswith(("./", "../")):
        return ""
    return posixpath.normpath(posixpath.join(folder, path))


def _requirement(document: Document, attribute: Attribute) -> Requirement:
    value = attribute.node.named_children[-1]
    text = _string(document, value)
    if text is not None:  # `aws = "~> 2.0"`, as it was written before Terraform 0.13
        source, constraint = default_source(attribute.name), text
    else:
        members = dict(_object_members(document, value))
        source = normalised_source(members.get("source", default_source(attribute.name)))
        constraint = members.get("version", "")
    return Requirement(source, parse_constraint(constraint) or ANY_VERSION)


def _string(document: Document, expression: tree_sitter.Node) -> str | None:
    """The text of a plain string."""
    text = document.slice(expression)
    match = re.fullmatch(r'"((?:[^"\\$%]|\$(?!\{)|%(?!\{))*)"', text)
    return match.group(1) if match is not None else None


def _object_members(document: Document, value: tree_sitter.Node) -> Iterator[tuple[str, str]]:
    pending = [value]
    while pending:
        node = pending.pop()
        if node.type != "object_elem":
            pending.extend(node.named_children)
            continue
        if len(node.named_children) == 2:
            key, member = node.named_children
            text = _string(document, member)
            if text is not None:
                yield document.slice(key).strip('"'), text


@lru_cache(maxsize=64)
def _locked(text: bytes) -> Mapping[str, Version]:
    document = Document(text)
    found: dict[str, Version] = {}
    for block in top_level_blocks(document):
        attribute = block.attribute("version") if block.type == "provider" else None
        if attribute is None or len(block.labels) != 1:
            continue
        version = parse_version(_string(document, attribute.node.named_children[-1]) or "")
        if version is not None:
            found[normalised_source(block.labels[0])] = version
    return found
