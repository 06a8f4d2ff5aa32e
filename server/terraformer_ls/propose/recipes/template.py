"""Recipe: bring a resource, and what it needs beside it, into the form that a template shows.

A template is a file of plain HCL, `templates/<resource type>/<rule>[.<variant>].tf`. In it,
- the block of that type labelled `this` is merged into the resource that the finding is about;
- other blocks whose label starts with `this` are added after it, named like it (`this_logs` becomes
  `<name>_logs`); so is a `variable`, which asks for what the author alone can know;
- a label that starts with `shared` stands for the one block of its type that the module has,
  `shared_log` for the one with `log` in its label. Where there is none, it is added if the
  template declares it, or a file in `templates/shared/` that starts with it (with all that stands
  in that file); if neither does, the template does not apply;
- `aws_iam_role.of_role` stands for the role that the resource's argument `role` refers to,
  `aws_s3_bucket_versioning.by_bucket` for the one whose argument `bucket` refers to the resource;
  the template does not apply where there is none;
- `aws_subnet.every[*].id` is a list of that of all subnets, `every[0].id` that of the first one;
- `<name>` in a text becomes the resource's own label, `"in a year"` the date of that day.

First lines like `# where engine is mysql|mariadb` limit a template to resources with a literal
value that matches, `# where kms_key_id is unset` to those without the argument or block: so that
nothing which the author decided is overwritten unless the policy finds fault with it. A condition
may look into another block as well: `# where azurerm_key_vault.shared.sku_name is premium`; in one
that is not there, everything is unset.
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
from terraformer_ls.propose.recipes.filling import Filling, Missing, Module, fill
from terraformer_ls.propose.recipes.merge import merge
from terraformer_ls.propose.target_block import target_block
from terraformer_ls.verify.findings import Finding
from terraformer_ls.workspace.snapshot import Snapshot

_CONDITION = re.compile(r"^# where (?P<path>\S+) is (?P<values>\S+)$", re.MULTILINE)
_OTHER_BLOCK = re.compile(r"([a-z]\w*\.(?:shared|of_|by_)\w*)\.")
_MOST_IN_TITLE = 3


@dataclass(frozen=True, slots=True)
class _Template:
    """A template's text, and its blocks by their address in it."""

    text: str
    blocks: dict[str, str]
    conditions: tuple[tuple[str, str], ...]


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
    module = Module(snapshot, finding.file, found.document, found.block)
    for each in _templates().get((found.block.labels[0], finding.rule), ()):
        try:
            if not all(_holds(module, *where) for where in each.conditions):
                continue
            filling = fill(module, each.blocks, _shared_blocks())
        except Missing:
            continue
        edit = merge(found.document, found.block, filling.body) if filling.body.strip() else None
        edits = [edit] if edit is not None else []
        if filling.added:
            text = "\n\n".join(filling.added.values())
            edits.append(insert_after_block(found.document, found.block, text))
        if edits:
            yield Candidate(_title(filling), {finding.file: tuple(edits)})


def _title(filling: Filling) -> str:
    """What the change does, in the imperative."""
    body, added = filling.body, filling.added
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
        # What the author will be asked for comes first: it must not be among the "2 more".
        asked_first = sorted(added, key=lambda address: not address.startswith("var."))
        parts.append("add " + _listed(asked_first))
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


def _holds(module: Module, path: str, values: str) -> bool:
    """Whether the literal at a dotted path is one of `a|b|c`.

    The path leads into the resource, or into another block if it starts with its address.
    """
    document, block = module.document, module.block
    other = _OTHER_BLOCK.match(path)
    if other is not None:
        found = _existing(module, other[1])
        if found is None:
            return "unset" in values.split("|")
        document, block = module.blocks[found.address]
        path = path[other.end() :]
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


def _existing(module: Module, address: str) -> Block | None:
    try:
        return module.existing(address)
    except Missing:
        return None


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
def _shared_blocks() -> dict[str, dict[str, str]]:
    """What is added where a module has nothing to share, by the address of a file's first block."""
    shared: dict[str, dict[str, str]] = {}
    for folder, _, text in _files():
        if folder == "shared":
            blocks = _blocks(text)
            shared[next(iter(blocks))] = blocks
    return shared


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
