"""A root module with all modules that it calls, and the manifest that spares `terraform init`.

Local modules are folders of the snapshot. Remote ones are taken from what the user's own
`terraform init` left in `.terraform/modules`, and where that is missing, a stub stands for them:
every input is accepted, every output is unknown.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from terraformer_ls.hcl.document import Document
from terraformer_ls.schema.versions import ANY_VERSION, Version, parse_constraint
from terraformer_ls.terraform.configuration import ModuleCall, ModuleRecord, files_in, module_record
from terraformer_ls.workspace.snapshot import Snapshot

STUB_FOLDER = ".terraformer/stubs"
_MANIFEST = ".terraform/modules/modules.json"
_DEEPEST = 12
_MAX_MODULE_FILE = 1_000_000


@dataclass
class ModuleTree:
    """What a root module consists of.

    Attributes:
        root: its folder.
        records: its modules, the root first, each folder once.
        files: files to be laid beside the snapshot's: the manifest, stubs, downloaded modules.
        guesses: the stubs' files once more, with outputs that are guessed and not unknown.
        downloaded: whether modules that the user downloaded are in it.
        stubbed: the sources of the modules that stubs stand for, by `module` address.
        stub_calls: for each folder the names of the calls that stubs answer.
    """

    root: str
    records: list[ModuleRecord] = field(default_factory=list[ModuleRecord])
    files: dict[str, Document] = field(default_factory=dict[str, Document])
    guesses: dict[str, Document] = field(default_factory=dict[str, Document])
    downloaded: bool = False
    stubbed: dict[str, str] = field(default_factory=dict[str, str])
    stub_calls: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    def target(self, folder: str, call: ModuleCall) -> str:
        """The folder of a local module that a module calls."""
        return _join(folder, call.source)


def root_folders(snapshot: Snapshot) -> tuple[str, ...]:
    """The folders whose modules nobody else in the snapshot calls, as far as one can see.

    Modules that only call each other are all roots, so that every folder is reached from one.
    """
    folders = snapshot.module_folders()
    calls = {folder: _local_targets(snapshot, folder) for folder in folders}
    called = {target for folder, targets in calls.items() for target in targets if target != folder}
    roots = [folder for folder in folders if folder not in called]
    reached: set[str] = set()
    waiting = list(roots)
    while waiting:
        folder = waiting.pop()
        if folder not in reached:
            reached.add(folder)
            waiting += calls.get(folder, ())
    roots += [folder for folder in folders if folder not in reached]
    return tuple(sorted(roots))


def module_tree(snapshot: Snapshot, root: str) -> ModuleTree:
    """The tree of a root module."""
    tree = ModuleTree(root)
    entries: list[dict[str, str]] = [{"Key": "", "Source": "", "Dir": "."}]
    downloaded = _downloaded_modules(snapshot.root, root)
    _add(snapshot, tree, entries, downloaded, root, "", 0)
    if len(entries) > 1:
        manifest = json.dumps({"Modules": entries}, separators=(",", ":"))
        tree.files[_join(root, _MANIFEST)] = Document(manifest.encode())
    return tree


def _add(
    snapshot: Snapshot,
    tree: ModuleTree,
    entries: list[dict[str, str]],
    downloaded: Mapping[str, str],
    folder: str,
    key: str,
    depth: int,
) -> None:
    """Add the module in a folder, called under a key of the manifest, and what it calls."""
    record = next((known for known in tree.records if known.folder == folder), None)
    if record is None:
        record = module_record(_with_files(snapshot, tree), folder)
        tree.records.append(record)
    if depth >= _DEEPEST:
        return
    for call in record.calls:
        call_key = f"{key}.{call.name}" if key else call.name
        if not call.source:
            continue
        source, version = call.source, ""
        if call.is_local:
            target = _join(folder, call.source)
            if not _holds_module(snapshot, tree, target):
                continue  # Terraform says that it is missing
        else:
            if _is_registry(call.source):
                source = f"registry.terraform.io/{call.source}"
                version = _some_version(call.version)
            target = _copy_downloaded(snapshot, tree, downloaded.get(call_key, ""))
            if not target:
                target = f"{STUB_FOLDER}/{re.sub(r'[^A-Za-z0-9_.-]', '_', f'{folder}_{call.name}')}"
                stub = _stub(call, record, snapshot, tree)
                tree.files[f"{target}/main.tf"] = Document(stub.text(known=False))
                tree.guesses[f"{target}/main.tf"] = Document(stub.text(known=True))
                tree.stubbed[".".join(f"module.{part}" for part in call_key.split("."))] = (
                    call.source
                )
                tree.stub_calls.setdefault(folder, set()).add(call.name)
        entry = {"Key": call_key, "Source": source, "Dir": os.path.relpath(target, tree.root)}
        if version:
            entry["Version"] = version
        entries.append(entry)
        _add(snapshot, tree, entries, downloaded, target, call_key, depth + 1)


@dataclass(frozen=True)
class _Stub:
    """A module that takes every input of a call and has every output that the caller reads."""

    settings: tuple[str, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    lists: frozenset[str]

    def text(self, *, known: bool) -> bytes:
        """The module; its outputs are unknown, or guessed from how they are used."""
        lines = list(self.settings)
        for name in self.inputs:
            lines += [f'variable "{name}" {{', "  type    = any", "  default = null", "}"]
        for name in self.outputs:
            value = "provider::standin::unknown()"
            if known:
                guess = [f"standin-{name}-{index}" for index in range(3)]
                value = json.dumps(guess if name in self.lists else guess[0])
            lines += [f'output "{name}" {{', f"  value = {value}", "}"]
        return ("\n".join(lines) + "\n").encode()


def _stub(call: ModuleCall, record: ModuleRecord, snapshot: Snapshot, tree: ModuleTree) -> _Stub:
    texts = [
        (snapshot.files.get(path) or tree.files[path]).text.decode("utf-8", errors="replace")
        for path in record.files
    ]
    pattern = re.compile(
        rf"(\b(?:length|toset|for_each|element|tolist|slice|in)\W+)?\bmodule\.{re.escape(call.name)}"
        r"(?:\[[^\]]*\])?(?:\[\*\]|\.\*)?\.(\w+)(\[)?"
    )
    found = [match for text in texts for match in pattern.finditer(text)]
    sources = record.sources
    providers: dict[str, tuple[str, list[str]]] = {}
    for own, callers in call.provider_names:
        local = own.split(".")[0]
        source = sources.get(callers.split(".")[0], f"hashicorp/{callers.split('.')[0]}")
        aliases = providers.setdefault(local, (source, []))[1]
        if "." in own:
            aliases.append(own)
    settings = ["terraform {", "  required_providers {"]
    settings.append('    standin = { source = "terraformer/standin" }')
    for local, (source, aliases) in providers.items():
        listed = f", configuration_aliases = [{', '.join(aliases)}]" if aliases else ""
        settings.append(f'    {local} = {{ source = "{source}"{listed} }}')
    settings += ["  }", "}"]
    return _Stub(
        tuple(settings),
        call.inputs,
        tuple(sorted({match[2] for match in found})),
        frozenset(
            match[2]
            for match in found
            if match[1] or match[3] or match[2].endswith(("_ids", "_arns", "_names", "subnets"))
        ),
    )


def _downloaded_modules(workspace: Path, root: str) -> dict[str, str]:
    """The folders, relative to the workspace, that the user's own manifest names by key."""
    try:
        parsed: object = json.loads((workspace / root / _MANIFEST).read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(parsed, dict):
        return {}
    modules = cast("dict[str, object]", parsed).get("Modules")
    found: dict[str, str] = {}
    for entry in cast("list[object]", modules) if isinstance(modules, list) else []:
        if isinstance(entry, dict):
            values = cast("dict[str, object]", entry)
            key, folder = values.get("Key"), values.get("Dir")
            if isinstance(key, str) and isinstance(folder, str) and key:
                found[key] = _join(root, folder)
    return found


def _copy_downloaded(snapshot: Snapshot, tree: ModuleTree, folder: str) -> str:
    """Take a downloaded module's files into the tree; its folder, or "" if there is none."""
    if not folder or folder.startswith("..") or ".terraform/modules" not in folder:
        return ""
    on_disk = snapshot.root / folder
    if not on_disk.resolve().is_relative_to(snapshot.root.resolve()):
        return ""
    base = _package_of(folder)
    try:
        texts = {
            f"{base}/{path.relative_to(snapshot.root / base).as_posix()}": path.read_bytes()
            for path in (snapshot.root / base).rglob("*")
            if path.name.endswith((".tf", ".tf.json"))
            and path.is_file()
            and path.stat().st_size <= _MAX_MODULE_FILE
        }
    except OSError:
        return ""
    if not any(os.path.dirname(path) == folder for path in texts):  # noqa: PTH120 - not a path on disk
        return ""
    for path, text in texts.items():
        tree.files.setdefault(path, Document(text))
    tree.downloaded = True
    return folder


def _package_of(folder: str) -> str:
    """The folder of the whole package in which a downloaded module lies."""
    before, _, after = folder.partition(".terraform/modules/")
    return f"{before}.terraform/modules/{after.split('/')[0]}"


def _local_targets(snapshot: Snapshot, folder: str) -> list[str]:
    calls = module_record(snapshot, folder).calls
    return [_join(folder, call.source) for call in calls if call.is_local]


def _holds_module(snapshot: Snapshot, tree: ModuleTree, folder: str) -> bool:
    return bool(files_in(snapshot, folder)) or any(
        (path.rpartition("/")[0] or ".") == folder for path in tree.files
    )


def _with_files(snapshot: Snapshot, tree: ModuleTree) -> Snapshot:
    return Snapshot(snapshot.root, {**snapshot.files, **tree.files}) if tree.files else snapshot


def _is_registry(source: str) -> bool:
    """Whether a source is `namespace/name/provider`, with a path inside perhaps."""
    package = source.split("//")[0]
    return ":" not in package and package.count("/") == 2 and "." not in package.split("/")[0]


def _join(folder: str, path: str) -> str:
    return os.path.normpath(f"{folder}/{path}").replace(os.sep, "/")


def _some_version(text: str) -> str:
    """A version that meets a constraint, for Terraform to find in the manifest."""
    constraint = parse_constraint(text) or ANY_VERSION
    candidates = [(1, 0, 0)]
    for clause in constraint.clauses:
        major, minor, patch = (*clause.version.numbers, 0, 0)[:3]
        candidates += [(major, minor, patch), (major, minor, patch + 1), (major, minor, patch + 2)]
        candidates += [(major, minor - 1, 0)] if minor else [(max(0, major - 1), 99, 0)]
    allowed = (numbers for numbers in candidates if constraint.allows(Version(numbers)))
    return ".".join(map(str, next(allowed, (1, 0, 0))))
