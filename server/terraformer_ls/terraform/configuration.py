"""What a module's text says that decides how Terraform can be run on it.

Which providers and modules it wants, which variables have no value, what it would read or where it
would keep its state. Nothing of this needs a schema, and text that does not parse gives what there
is. HCL only: of `.tf.json` files the same is read from their JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from weakref import WeakKeyDictionary

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.requirements import configuration_aliases
from terraformer_ls.workspace.snapshot import Snapshot

_TF_SUFFIXES = (".tf", ".tofu")
_JSON_SUFFIXES = (".tf.json", ".tofu.json")
_KINDS = ("resource", "data", "ephemeral")
_PROVIDER_FUNCTION = re.compile(rb"\bprovider::([A-Za-z][\w-]*)::")


@dataclass(frozen=True)
class Usage:
    """One block of a provider's, to derive a schema from where there is none."""

    kind: str
    type: str
    local_name: str
    block: Block | None
    file: str


@dataclass(frozen=True)
class ModuleCall:
    """One `module` block.

    `provider_names` are the names that its `providers` argument gives to the called module, each
    with the caller's name for it.
    """

    name: str
    source: str
    version: str
    inputs: tuple[str, ...]
    provider_names: tuple[tuple[str, str], ...] = ()
    file: str = ""

    @property
    def is_local(self) -> bool:
        """Whether it names a folder beside the caller's."""
        return self.source.startswith(("./", "../")) or self.source in (".", "..")


@dataclass(frozen=True)
class Variable:
    """One `variable` block; `type` is its text, "" when any."""

    name: str
    type: str
    has_default: bool
    file: str
    validations: tuple[Span, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class RequiredProvider:
    """One entry of `required_providers`; `version` is a constraint, "" when any.

    `aliases` are the configurations that the module wants from its caller (`aws.west`).
    """

    name: str
    source: str
    version: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileRecord:
    """What one file declares."""

    usages: tuple[Usage, ...] = ()
    calls: tuple[ModuleCall, ...] = ()
    variables: tuple[Variable, ...] = ()
    required_providers: tuple[RequiredProvider, ...] = ()
    provider_names: tuple[str, ...] = ()
    required_versions: tuple[tuple[str, Span], ...] = ()
    keeps_state_elsewhere: bool = False


@dataclass(frozen=True)
class ModuleRecord:
    """What the files of one folder declare together."""

    folder: str
    files: Mapping[str, FileRecord]

    @property
    def usages(self) -> Iterator[Usage]:
        """All blocks of providers'."""
        return (usage for record in self.files.values() for usage in record.usages)

    @property
    def calls(self) -> Iterator[ModuleCall]:
        """All module calls."""
        return (call for record in self.files.values() for call in record.calls)

    @property
    def variables(self) -> Iterator[Variable]:
        """All variables."""
        return (variable for record in self.files.values() for variable in record.variables)

    @property
    def sources(self) -> dict[str, str]:
        """The providers' sources by local name, as `required_providers` says them."""
        return {
            required.name: required.source
            for record in self.files.values()
            for required in record.required_providers
            if required.source
        }

    def local_names(self) -> set[str]:
        """The local names of every provider that the module uses in any way."""
        names = {usage.local_name for usage in self.usages}
        for record in self.files.values():
            names.update(record.provider_names)
            names.update(required.name for required in record.required_providers)
        return names


def module_record(snapshot: Snapshot, folder: str) -> ModuleRecord:
    """What the module in a folder declares."""
    paths = files_in(snapshot, folder)
    return ModuleRecord(
        folder,
        {
            path: _record(snapshot.files[path], path)
            for path in paths
            if path.endswith((*_TF_SUFFIXES, *_JSON_SUFFIXES))
        },
    )


_folders: WeakKeyDictionary[Snapshot, dict[str, list[str]]] = WeakKeyDictionary()


def files_in(snapshot: Snapshot, folder: str) -> Sequence[str]:
    """The paths of the files that lie in a folder itself."""
    by_folder = _folders.get(snapshot)
    if by_folder is None:
        by_folder = _folders[snapshot] = {}
        for path in snapshot.files:
            by_folder.setdefault(path.rpartition("/")[0] or ".", []).append(path)
    return by_folder.get(folder, ())


def literal(document: Document, block: Block, name: str) -> str:
    """The text of an argument that is a plain string, or ""."""
    attribute = block.attribute(name)
    if attribute is None:
        return ""
    text = document.text[attribute.value_span.start : attribute.value_span.end].strip()
    return _unquoted(text.decode("utf-8", errors="replace"))


# A record holds nothing of its document, so that it goes when the document goes.
_records: WeakKeyDictionary[Document, dict[str, FileRecord]] = WeakKeyDictionary()


def _record(document: Document, path: str) -> FileRecord:
    known = _records.setdefault(document, {})
    if path not in known:
        known[path] = _read_record(document, path)
    return known[path]


def _read_record(document: Document, path: str) -> FileRecord:
    if path.endswith(_JSON_SUFFIXES):
        return _json_record(document, path)
    usages: list[Usage] = []
    calls: list[ModuleCall] = []
    variables: list[Variable] = []
    required: list[RequiredProvider] = []
    names = [found[1].decode() for found in _PROVIDER_FUNCTION.finditer(document.text)]
    versions: list[tuple[str, Span]] = []
    elsewhere = False
    for block in top_level_blocks(document):
        if block.type in _KINDS and block.labels:
            usages.append(_usage(document, block, path))
        elif block.type == "check":
            usages += [
                _usage(document, inner, path) for inner in block.blocks_of("data") if inner.labels
            ]
        elif block.type == "module" and block.labels:
            calls.append(_call(document, block, path))
        elif block.type == "variable" and block.labels:
            variables.append(_variable(document, block, path))
        elif block.type == "provider" and block.labels:
            names.append(block.labels[0])
        elif block.type == "terraform":
            elsewhere = elsewhere or bool(block.blocks_of("backend") or block.blocks_of("cloud"))
            version = block.attribute("required_version")
            if version is not None:
                text = _text(document, version.value_span)
                versions.append((_unquoted(text), version.value_span))
            for wanted in block.blocks_of("required_providers"):
                required += _required_providers(document, wanted)
    return FileRecord(
        tuple(usages),
        tuple(calls),
        tuple(variables),
        tuple(required),
        tuple(names),
        tuple(versions),
        elsewhere,
    )


def _usage(document: Document, block: Block, path: str) -> Usage:
    type_ = block.labels[0]
    local_name = type_.split("_", 1)[0]
    chosen = block.attribute("provider")
    if chosen is not None:
        local_name = _text(document, chosen.value_span).strip().strip('"').split(".")[0]
    return Usage(block.type, type_, local_name, block, path)


def _call(document: Document, block: Block, path: str) -> ModuleCall:
    meta = ("source", "version", "providers", "count", "for_each", "depends_on")
    passed: tuple[tuple[str, str], ...] = ()
    providers = block.attribute("providers")
    if providers is not None:
        passed = tuple(
            (found[1], found[2])
            for found in re.finditer(
                r"([\w.-]+)\s*[=:]\s*([\w.-]+)", _text(document, providers.value_span)
            )
        )
    return ModuleCall(
        block.labels[0],
        literal(document, block, "source"),
        literal(document, block, "version"),
        tuple(found.name for found in block.attributes if found.name not in meta),
        passed,
        path,
    )


def _variable(document: Document, block: Block, path: str) -> Variable:
    type_ = block.attribute("type")
    conditions = [
        _text(document, condition.value_span)
        for validation in block.blocks_of("validation")
        if (condition := validation.attribute("condition")) is not None
    ]
    return Variable(
        block.labels[0],
        _text(document, type_.value_span) if type_ is not None else "",
        block.attribute("default") is not None,
        path,
        tuple(validation.span for validation in block.blocks_of("validation")),
        tuple(conditions),
    )


def _required_providers(document: Document, block: Block) -> Iterator[RequiredProvider]:
    for attribute in block.attributes:
        text = _text(document, attribute.value_span)
        source = re.search(r'\bsource"?\s*[=:]\s*"([^"]+)"', text)
        version = re.search(r'\bversion"?\s*[=:]\s*"([^"]+)"', text)
        yield RequiredProvider(
            attribute.name,
            source[1] if source else "",
            version[1] if version else _unquoted(text),
            configuration_aliases(text),
        )


def _json_record(document: Document, path: str) -> FileRecord:
    try:
        parsed: object = json.loads(document.text)
    except ValueError:
        return FileRecord()
    root = _mapping(parsed)
    usages = [
        Usage(kind, type_, type_.split("_", 1)[0], None, path)
        for kind in _KINDS
        for body in _bodies(root.get(kind))
        for type_ in body
    ]
    calls = [
        ModuleCall(
            name,
            str(_mapping(call).get("source", "")),
            str(_mapping(call).get("version", "")),
            tuple(key for key in _mapping(call) if key not in ("source", "version", "providers")),
            file=path,
        )
        for body in _bodies(root.get("module"))
        for name, call in body.items()
    ]
    variables = [
        Variable(name, str(_mapping(body).get("type", "")), "default" in _mapping(body), path)
        for found in _bodies(root.get("variable"))
        for name, body in found.items()
    ]
    settings = _bodies(root.get("terraform"))
    required = [
        RequiredProvider(
            name,
            str(_mapping(wanted).get("source", "")),
            str(_mapping(wanted).get("version", "")),
        )
        for body in settings
        for providers in _bodies(body.get("required_providers"))
        for name, wanted in providers.items()
    ]
    return FileRecord(
        tuple(usages),
        tuple(calls),
        tuple(variables),
        tuple(required),
        tuple(name for body in _bodies(root.get("provider")) for name in body),
        tuple(
            (str(body["required_version"]), Span(0, 0))
            for body in settings
            if "required_version" in body
        ),
        any("backend" in body or "cloud" in body for body in settings),
    )


def _mapping(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def _bodies(value: object) -> list[dict[str, object]]:
    """The bodies of a block in JSON syntax: one, or a list of them."""
    found = cast("list[object]", value) if isinstance(value, list) else [value]
    return [_mapping(body) for body in found]


def _text(document: Document, span: Span) -> str:
    return document.text[span.start : span.end].decode("utf-8", errors="replace")


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) >= 2 and text[0] == text[-1] == '"' else ""
