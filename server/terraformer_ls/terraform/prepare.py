"""From a snapshot to what Terraform is shown: the same files, and what makes `init` unnecessary.

Everything is decided from texts; nothing is written here. The user's files keep their lengths and
line numbers, so that Terraform's positions are theirs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from terraformer_ls.hcl.blocks import top_level_attributes
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.choose import Choices
from terraformer_ls.terraform.assumed import Json, assumed_values
from terraformer_ls.terraform.configuration import ModuleRecord, files_in
from terraformer_ls.terraform.file_reads import StubbedFile, file_reads
from terraformer_ls.terraform.folded import blanked, folded_spans
from terraformer_ls.terraform.module_tree import ModuleTree, module_tree, root_folders
from terraformer_ls.terraform.providers import Served, needed
from terraformer_ls.workspace.snapshot import Snapshot

OVERRIDE = "zz_terraformer_override.tf"
"""The file in which our settings override the user's."""

CONFIGURATIONS = "zz_terraformer_configurations.tf"
"""The file with provider configurations that a caller would give."""

VARIABLES = ".terraformer.tfvars.json"
"""The file with assumed values, in the root's folder."""

# Terraform compares the backend's configuration with the one it was initialised with by this hash:
# that of `backend "local" {}`.
_LOCAL_BACKEND = {
    "version": 3,
    "terraform_version": "1.5.0",
    "backend": {
        "type": "local",
        "config": {"path": None, "workspace_dir": None},
        "hash": 666019178,
    },
}


@dataclass(frozen=True)
class Root:
    """One root module, ready to run.

    Attributes:
        folder: relative to the snapshot's root.
        tree: its modules.
        providers: what must be served.
        assumed: values for variables that nobody set.
        stubbed_files: files that stubs stand for.
        reads_files: whether a function reads a file at all.
        reads_computed_paths: whether a function reads a file whose path the text does not tell.
        unchecked_blocks: how many blocks no schema describes.
        required_versions: the constraints on Terraform itself, with file and place.
        identity: equal for roots that would give the same answers.
        inputs: the user's texts that all of this was read from.
        added: what must be laid beside them, or in their place.
    """

    folder: str
    tree: ModuleTree
    providers: tuple[Served, ...]
    assumed: dict[str, Json]
    stubbed_files: tuple[StubbedFile, ...]
    reads_files: bool
    reads_computed_paths: bool
    unchecked_blocks: int
    required_versions: tuple[tuple[str, str, Span], ...]
    identity: str
    inputs: dict[str, Document] = field(repr=False)
    added: dict[str, Document] = field(repr=False)

    @property
    def reads_the_disk(self) -> bool:
        """Whether files count that are not in the snapshot."""
        return bool(self.tree.stubbed or self.tree.downloaded or self.reads_files)

    @property
    def modules(self) -> frozenset[str]:
        """The folders of all its modules."""
        return frozenset(record.folder for record in self.tree.records)


@dataclass(frozen=True)
class Prepared:
    """A snapshot's roots and the files to lay for them.

    `names` gives the user's name of a file that had to be laid under another.
    """

    roots: tuple[Root, ...]
    layout: Snapshot
    names: dict[str, str]


def prepare(
    snapshot: Snapshot, folder: str | None = None, before: Prepared | None = None
) -> Prepared:
    """Everything that running Terraform on a snapshot needs.

    Args:
        snapshot: the files.
        folder: take this one as the only root module, whoever calls it; all roots by default.
        before: an earlier result, whose roots are taken over where nothing changed.
    """
    files, names = _as_terraform_files(snapshot)
    readable = Snapshot(snapshot.root, files)
    known = {root.folder: root for root in before.roots} if before is not None else {}
    roots = tuple(
        _root(readable, root_folder, known.get(root_folder))
        for root_folder in (root_folders(readable) if folder is None else (folder,))
    )
    extra = {path: text for root in roots for path, text in root.added.items()}
    return Prepared(roots, Snapshot(snapshot.root, {**files, **extra}), names)


def _as_terraform_files(snapshot: Snapshot) -> tuple[dict[str, Document], dict[str, str]]:
    """The files under names that Terraform reads: OpenTofu's `.tofu` comes before `.tf`."""
    files: dict[str, Document] = {}
    names: dict[str, str] = {}
    for path, document in snapshot.files.items():
        if path.endswith((".tf", ".tf.json", ".tfvars", ".tfvars.json", ".terraform.lock.hcl")):
            files.setdefault(path, document)
    for path, document in snapshot.files.items():
        if path.endswith((".tofu", ".tofu.json")):
            laid = path.replace(".tofu", ".tf")
            files[laid] = document
            names[laid] = path
    return files, names


def _root(snapshot: Snapshot, folder: str, before: Root | None) -> Root:
    tree = module_tree(snapshot, folder)
    documents = {
        path: snapshot.files.get(path) or tree.files[path]
        for record in tree.records
        for path in record.files
    }
    own = {path: document for path, document in documents.items() if path in snapshot.files}
    lock_file = _in(folder, ".terraform.lock.hcl")
    lock = {lock_file: snapshot.files[lock_file]} if lock_file in snapshot.files else {}
    inputs = {**own, **lock, **_tfvars(snapshot, folder)}
    if before is not None and before.inputs == inputs and not before.reads_the_disk:
        return before
    choices = Choices(Snapshot(snapshot.root, {**documents, **lock}))
    providers = needed(tree.records, documents, choices)
    folded = folded_spans(tree.records, providers)
    blank = {path: blanked(own[path], spans) for path, spans in folded.items() if path in own}
    own.update(blank)
    reads = file_reads(snapshot, own, folder)
    set_names = _variables_set(snapshot, folder)
    assumed = assumed_values(
        variable
        for variable in tree.records[0].variables
        if not variable.has_default and variable.name not in set_names
    )
    extra: dict[str, Document] = {**tree.files, **blank, **reads.files, **reads.rewritten}
    if assumed:
        extra[_in(folder, VARIABLES)] = Document(json.dumps(assumed).encode())
    for record in tree.records:
        text = _override(
            required_version=any(file.required_versions for file in record.files.values()),
            backend=record.folder == folder
            and any(file.keeps_state_elsewhere for file in record.files.values()),
        )
        if record.folder == folder:
            wanted = _wanted_configurations(record)
            if wanted:
                extra[_in(folder, CONFIGURATIONS)] = Document(wanted.encode())
        if text:
            extra[_in(record.folder, OVERRIDE)] = Document(text.encode())
            if "backend" in text:
                state = json.dumps(_LOCAL_BACKEND).encode()
                extra[_in(folder, ".terraform/terraform.tfstate")] = Document(state)
    identity = Snapshot(snapshot.root, {**inputs, **blank, **extra}).content_hash
    return Root(
        folder,
        tree,
        providers,
        assumed,
        tuple(reads.stubbed),
        bool(reads.files) or reads.computed,
        reads.computed,
        sum(len(spans) for spans in folded.values()),
        tuple(
            (constraint, path, span)
            for record in tree.records
            for path, file in record.files.items()
            if path in snapshot.files
            for constraint, span in file.required_versions
        ),
        identity + "".join(served.identity for served in providers),
        inputs,
        extra,
    )


def _override(*, required_version: bool, backend: bool) -> str:
    lines = ["terraform {"]
    if required_version:
        lines.append('  required_version = ">= 0.12"')
    if backend:
        lines.append('  backend "local" {}')
    return "\n".join([*lines, "}\n"]) if len(lines) > 1 else ""


def _wanted_configurations(record: ModuleRecord) -> str:
    """The provider configurations that a module wants from a caller that it does not have here."""
    return "".join(
        f'provider "{name.split(".")[0]}" {{\n  alias = "{name.split(".")[1]}"\n}}\n'
        for file in record.files.values()
        for required in file.required_providers
        for name in required.aliases
    )


def without_assumed_validations(root: Root, layout: Snapshot) -> Snapshot:
    """The same files without the rules for variables whose values are ours."""
    blank: dict[str, list[Span]] = {}
    for variable in root.tree.records[0].variables:
        if variable.name in root.assumed and variable.validations:
            blank.setdefault(variable.file, []).extend(variable.validations)
    files = {path: blanked(layout.files[path], spans) for path, spans in blank.items()}
    return Snapshot(layout.root, {**layout.files, **files}) if files else layout


def with_guessed_outputs(root: Root, layout: Snapshot) -> Snapshot:
    """The same files with stubs of modules whose outputs are guessed, where they were unknown."""
    guesses = root.tree.guesses
    return Snapshot(layout.root, {**layout.files, **guesses}) if guesses else layout


def _tfvars(snapshot: Snapshot, folder: str) -> dict[str, Document]:
    """The files of values that Terraform reads by itself."""
    names = ("terraform.tfvars", "terraform.tfvars.json")
    return {
        path: snapshot.files[path]
        for path in files_in(snapshot, folder)
        if (name := path.rpartition("/")[2]) in names
        or name.endswith((".auto.tfvars", ".auto.tfvars.json"))
    }


def _variables_set(snapshot: Snapshot, folder: str) -> set[str]:
    names: set[str] = set()
    for path, document in _tfvars(snapshot, folder).items():
        if path.endswith(".json"):
            try:
                parsed: object = json.loads(document.text)
            except ValueError:
                continue
            names.update(str(name) for name in _keys(parsed))
        else:
            names.update(attribute.name for attribute in top_level_attributes(document))
    return names


def _keys(value: object) -> Iterable[object]:
    return value if isinstance(value, dict) else ()  # pyright: ignore[reportUnknownVariableType]


def _in(folder: str, name: str) -> str:
    return name if folder == "." else f"{folder}/{name}"
