"""Recipe: bring a resource, and what it needs beside it, into the form that a template shows.

A template is a file of plain HCL, `templates/<resource type>/<rule>[.<variant>].tf`. In it,
- the block of that type labelled `this` is merged into the resource that the finding is about;
- other blocks whose label starts with `this` are added after it, named like it (`this_logs` becomes
  `<name>_logs`);
- a label that starts with `shared` stands for the one block of its type that the module has,
  `shared_log` for the one with `log` in its label. Where there is none, it is added if the
  template, or else `templates/shared/<type>.tf`, declares it; if neither does, the template does
  not apply.

First lines like `# where engine is mysql|mariadb` limit a template to resources with a literal
value that matches, `# where kms_key_id is unset` to those without the argument or block: so that
nothing which the author decided is overwritten unless the policy finds fault with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Protocol

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.rewrite import insert_after_block
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.propose.recipes.merge import merge
from terraformer_ls.propose.target_block import target_block
from terraformer_ls.verify.findings import Finding
from terraformer_ls.workspace.snapshot import Snapshot

_REFERENCE = re.compile(r"(?P<data>\bdata\.)?\b(?P<type>[a-z]\w*)\.(?P<label>(?:this|shared)\w*)\b")
_CONDITION = re.compile(r"^# where (?P<path>\S+) is (?P<values>\S+)$", re.MULTILINE)
_MOST_IN_TITLE = 3


@dataclass(frozen=True, slots=True)
class _Template:
    """A template's text, and its blocks by their address in it."""

    text: str
    blocks: dict[str, str]
    conditions: tuple[tuple[str, str], ...]


class _Missing(Exception):
    """The module lacks what a template builds on."""


def knows_template(finding: Finding) -> bool:
    """Whether some resource type has a template for the finding's rule."""
    return any(rule == finding.rule for _, rule in _templates())


def template_rules() -> set[tuple[str, str]]:
    """The resource types and rules that there are templates for."""
    return set(_templates())


def template(snapshot: Snapshot, finding: Finding) -> Iterator[Candidate]:
    """The resource, and what is added beside it, as each applicable template has it.

    Nothing is added for a single instance where the resource has several (`count`, `for_each`).
    """
    found = target_block(snapshot, finding)
    if found is None or found.block.type != "resource" or len(found.block.labels) != 2:
        return
    for each in _templates().get((found.block.labels[0], finding.rule), ()):
        if not all(_holds(found.document, found.block, *where) for where in each.conditions):
            continue
        filling = _Filling(snapshot, finding.file, found.block, each)
        try:
            body, added = filling.fill()
        except _Missing:
            continue
        edit = merge(found.document, found.block, body) if body.strip() else None
        edits = [edit] if edit is not None else []
        if added:
            text = "\n\n".join(added.values())
            edits.append(insert_after_block(found.document, found.block, text))
        if edits:
            yield Candidate(_title(body, added), {finding.file: tuple(edits)})


class _Filling:
    """One template being filled for one resource."""

    def __init__(self, snapshot: Snapshot, file: str, block: Block, template: _Template) -> None:
        self._block = block
        self._template = template
        folder = file.rpartition("/")[0]
        self._module = [
            (document, other)
            for path, document in snapshot.hcl_files.items()
            if path.rpartition("/")[0] == folder
            for other in top_level_blocks(document)
            if other.type in ("resource", "data") and len(other.labels) == 2
        ]
        self._taken = {other.address for _, other in self._module}
        self._names: dict[str, str] = {}
        self._added: dict[str, str] = {}

    def fill(self) -> tuple[str, dict[str, str]]:
        """What belongs into the resource, and the blocks to add, by address.

        Raises:
            _Missing: the module has not what the template needs.
        """
        this = f"{self._block.labels[0]}.this"
        body = self._filled(_body(self._template.blocks.get(this, "")))
        for address in self._template.blocks:
            if address != this and address.rpartition(".")[2].startswith("this"):
                self._name_of(address)
        return body, self._added

    def _filled(self, text: str) -> str:
        return _REFERENCE.sub(lambda match: self._name_of(match[0]), text)

    def _name_of(self, address: str) -> str:
        """The address in the module of what the template calls `address`."""
        if address not in self._names:
            label = address.rpartition(".")[2]
            find = self._shared if label.startswith("shared") else self._own
            self._names[address] = find(address)
        return self._names[address]

    def _own(self, address: str) -> str:
        kind, _, label = address.rpartition(".")
        if address == f"{self._block.labels[0]}.this":
            if _has_instances(self._block):
                raise _Missing
            return self._block.address
        name = f"{kind}.{self._block.labels[1]}{label.removeprefix('this')}"
        if name in self._taken:
            raise _Missing  # it is there, and something else is wrong with it
        self._add(address, name, self._template.blocks.get(address))
        return name

    def _shared(self, address: str) -> str:
        kind, _, label = address.rpartition(".")
        word = label.removeprefix("shared").lstrip("_")
        existing = [
            other
            for _, other in self._module
            if other.address.rpartition(".")[0] == kind
            and word in other.labels[1]
            and other.address != self._block.address
            and not _has_instances(other)
        ]
        if len(existing) == 1:
            return existing[0].address
        if existing:
            raise _Missing  # which of them is meant, nobody can tell
        new = "current" if kind.startswith("data.") else self._block.labels[1]
        name = f"{kind}.{new}"
        if name in self._taken:
            raise _Missing
        self._add(address, name, self._template.blocks.get(address) or _shared_blocks().get(kind))
        return name

    def _add(self, address: str, name: str, text: str | None) -> None:
        if text is None:
            raise _Missing
        self._names[address] = name
        self._taken.add(name)
        label = address.rpartition(".")[2]
        header = text.replace(f'"{label}"', f'"{name.rpartition(".")[2]}"', 1)
        self._added[name] = ""  # keeps its place before what it needs itself
        self._added[name] = self._filled(header)


def _title(body: str, added: dict[str, str]) -> str:
    """What the change does, in the imperative."""
    parts: list[str] = []
    assignments = [*_assignments(body)]
    if assignments:
        path, value = assignments[0]
        shown = value if "\n" not in value and len(value) <= 60 else ""
        if len(assignments) == 1 and shown:
            parts.append(f"set `{path}` to {shown}")
        else:
            parts.append(
                "set " + _listed([f"`{path.rpartition('.')[2]}`" for path, _ in assignments])
            )
    elif body.strip():
        document = Document(f"wanted {{\n{body}\n}}\n".encode())
        types = [block.type for block in top_level_blocks(document)[0].blocks]
        parts.append("add " + _listed([f"`{type_}`" for type_ in types]))
    if added:
        parts.append("add " + _listed(list(added)))
    title = " and ".join(parts)
    return title[:1].upper() + title[1:]


def _assignments(body: str) -> Iterator[tuple[str, str]]:
    document = Document(f"wanted {{\n{body}\n}}\n".encode())

    def inside(block: Block, path: str) -> Iterator[tuple[str, str]]:
        for attribute in block.attributes:
            value = document.text[attribute.value_span.start : attribute.value_span.end].decode()
            yield f"{path}{attribute.name}", value
        for inner in block.blocks:
            yield from inside(inner, f"{path}{inner.type}.")

    yield from inside(top_level_blocks(document)[0], "")


def _listed(names: list[str]) -> str:
    names = list(dict.fromkeys(names))
    if len(names) > _MOST_IN_TITLE:
        names = [*names[: _MOST_IN_TITLE - 1], f"{len(names) - _MOST_IN_TITLE + 1} more"]
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _holds(document: Document, block: Block, path: str, values: str) -> bool:
    """Whether the literal at a dotted path is one of `a|b|c`."""
    *outer, name = path.split(".")
    for type_ in outer:
        inner = block.blocks_of(type_)
        if not inner:
            return "unset" in values.split("|")
        block = inner[0]
    attribute = block.attribute(name)
    if attribute is None:
        return "unset" in values.split("|") and not block.blocks_of(name)
    text = document.text[attribute.value_span.start : attribute.value_span.end].decode()
    return re.fullmatch(values, text.strip('"')) is not None


def _has_instances(block: Block) -> bool:
    return block.attribute("count") is not None or block.attribute("for_each") is not None


def _body(block: str) -> str:
    """What stands between a block's braces."""
    return block.partition("{\n")[2].rpartition("}")[0]


@lru_cache(maxsize=1)
def _templates() -> dict[tuple[str, str], tuple[_Template, ...]]:
    """Templates by resource type and rule, in the order of their file names."""
    found: dict[tuple[str, str], tuple[_Template, ...]] = {}
    for type_, file, text in _files():
        if type_ == "shared":
            continue
        conditions = tuple((each["path"], each["values"]) for each in _CONDITION.finditer(text))
        key = (type_, file.partition(".")[0])
        found[key] = (*found.get(key, ()), _Template(text, _blocks(text), conditions))
    return found


@lru_cache(maxsize=1)
def _shared_blocks() -> dict[str, str]:
    """What is added where a module has nothing to share, by kind (`aws_kms_key`, `data.x`)."""
    return {
        address.rpartition(".")[0]: block
        for folder, _, text in _files()
        if folder == "shared"
        for address, block in _blocks(text).items()
    }


def _blocks(text: str) -> dict[str, str]:
    document = Document(text.encode())
    return {
        block.address: document.text[block.span.start : block.span.end].decode()
        for block in top_level_blocks(document)
    }


class _Entry(Protocol):
    @property
    def name(self) -> str: ...


def _files() -> Iterator[tuple[str, str, str]]:
    """Folder, name and text of each template file, in order."""

    def by_name(entry: _Entry) -> str:
        return entry.name

    folder = resources.files("terraformer_ls.propose.recipes") / "templates"
    for inner in sorted((entry for entry in folder.iterdir() if entry.is_dir()), key=by_name):
        for file in sorted(inner.iterdir(), key=by_name):
            if file.name.endswith(".tf"):
                yield inner.name, file.name, file.read_text(encoding="utf-8")
