"""Filling a template: what each of its blocks is called in the module at hand, or is added as.

It knows how labels in templates are meant (see `template.py`), and nothing of findings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.workspace.snapshot import Snapshot

_REFERENCE = re.compile(r"(?:\bdata\.)?\b[a-z]\w*\.(?:this|shared|of_|by_)\w*\b")
_EVERY = re.compile(r"\b(?P<type>[a-z]\w*)\.every(?P<index>\[\*\]|\[0\])(?P<attribute>\.\w+)")
_PUBLIC = re.compile(r"public|dmz")
_NAME = "<name>"
_IN_A_YEAR = '"in a year"'


class Missing(Exception):
    """The module lacks what a template builds on, or has more than one thing that may be meant."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What a template comes to: what belongs into the resource, and the blocks to add."""

    body: str
    added: Mapping[str, str]
    """By address, in the order in which they are to stand."""


class Module:
    """The blocks of a resource's module, found by what a template calls them."""

    def __init__(self, snapshot: Snapshot, file: str, document: Document, block: Block) -> None:
        self.document = document
        self.block = block
        folder = file.rpartition("/")[0]
        self.blocks = {
            other.address: (other_document, other)
            for path, other_document in snapshot.hcl_files.items()
            if path.rpartition("/")[0] == folder
            for other in top_level_blocks(other_document)
            if other.type in ("resource", "data", "variable") and other.labels
        }

    def existing(self, address: str) -> Block | None:
        """The one block that `shared_word`, `of_argument` or `by_argument` stands for, if any.

        Raises:
            Missing: it can't be told which is meant.
        """
        kind, _, label = address.rpartition(".")
        if label.startswith("of_"):
            return self._referred_to(kind, label.removeprefix("of_"))
        if label.startswith("by_"):
            return self._referring(kind, label.removeprefix("by_"))
        word = label.removeprefix("shared").lstrip("_")
        found = [
            other
            for _, other in self.blocks.values()
            if other.address.rpartition(".")[0] == kind
            and word in other.labels[-1]
            and other.address != self.block.address
            and not has_instances(other)
        ]
        if len(found) > 1:
            raise Missing  # which of them is meant, nobody can tell
        return found[0] if found else None

    def _referred_to(self, kind: str, argument: str) -> Block:
        attribute = self.block.attribute(argument)
        value = _text(self.document, attribute.value_span) if attribute is not None else ""
        named = re.fullmatch(rf"({re.escape(kind)}\.[\w-]+)\.\w+", value)
        _, other = self.blocks.get(named[1], (None, None)) if named is not None else (None, None)
        if other is None or has_instances(other):
            raise Missing
        return other

    def _referring(self, kind: str, argument: str) -> Block:
        found = [
            other
            for document, other in self.blocks.values()
            if other.address.rpartition(".")[0] == kind
            and _argument(document, other, argument).startswith(f"{self.block.address}.")
        ]
        if len(found) != 1 or has_instances(found[0]):
            raise Missing
        return found[0]

    def every(self, type_: str, index: str, attribute: str) -> str:
        """An attribute of all resources of a type, or of the first one, as an expression.

        Networks that give out public addresses are not among them, and all that are must lie in
        the same one.
        """
        found = [
            (document, other)
            for document, other in self.blocks.values()
            if other.type == "resource"
            and other.labels[0] == type_
            and not _is_public(document, other)
        ]
        networks = {_argument(document, other, "vpc_id") for document, other in found}
        if len(networks) != 1:
            raise Missing
        blocks = [other for _, other in found]
        if len(blocks) == 1 and has_instances(blocks[0]):
            is_map = blocks[0].attribute("for_each") is not None
            all_of_it = f"values({blocks[0].address})" if is_map else blocks[0].address
            return f"{all_of_it}{index}{attribute}"
        if any(map(has_instances, blocks)):
            raise Missing
        if index == "[0]":
            return f"{blocks[0].address}{attribute}"
        return f"[{', '.join(f'{other.address}{attribute}' for other in blocks)}]"


Blocks = Mapping[str, str]
"""Blocks as they are written in a template, by the address that they have in it."""


def fill(module: Module, template: Blocks, shared: Mapping[str, Blocks]) -> Filling:
    """What a template comes to in a module.

    Args:
        module: the blocks around the resource.
        template: the template's blocks.
        shared: what is added where the module has nothing to share, by address: the block of that
            address, and what is of no use but beside it.

    Raises:
        Missing: the module has not what the template needs.
    """
    return _Filler(module, template, shared).fill()


class _Filler:
    """One template being filled for one resource."""

    def __init__(self, module: Module, template: Blocks, shared: Mapping[str, Blocks]) -> None:
        self._module = module
        self._label = module.block.labels[1]
        self._template = template
        self._declared = dict(template)
        self._shared = shared
        self._taken = set(module.blocks)
        self._names: dict[str, str] = {}
        self._added: dict[str, str] = {}

    def fill(self) -> Filling:
        this = f"{self._module.block.labels[0]}.this"
        body = self._filled(_body(self._template.get(this, "")))
        for address in self._template:
            if address != this and address.rpartition(".")[2].startswith("this"):
                self._name_of(address)
        return Filling(body, self._added)

    def _filled(self, text: str) -> str:
        text = _EVERY.sub(
            lambda found: self._module.every(found["type"], found["index"], found["attribute"]),
            text,
        )
        text = _REFERENCE.sub(lambda found: self._name_of(found[0]), text)
        text = text.replace(_NAME, re.sub(r"[^a-z0-9]+", "-", self._label.lower()))
        return text.replace(_IN_A_YEAR, f'"{_in_a_year()}"')

    def _name_of(self, address: str) -> str:
        """The address in the module of what the template calls `address`."""
        if address not in self._names:
            is_own = address.rpartition(".")[2].startswith("this")
            self._names[address] = self._own(address) if is_own else self._found(address)
        return self._names[address]

    def _own(self, address: str) -> str:
        kind, _, label = address.rpartition(".")
        if address == f"{self._module.block.labels[0]}.this":
            if has_instances(self._module.block):
                raise Missing
            return self._module.block.address
        # Where another resource of that label took the name, the type tells the two apart.
        type_ = self._module.block.labels[0].partition("_")[2]
        for own in (self._label, f"{self._label}_{type_}"):
            name = f"{kind}.{own}{label.removeprefix('this')}"
            if name not in self._taken:
                self._add(address, name)
                return name
            document, block = self._module.blocks.get(name, (None, None))
            text = document.slice(block.node) if document is not None and block is not None else ""
            if kind == "var" and text.split() == self._written(address, name).split():
                return name
            if f"{self._module.block.address}." in text:
                raise Missing  # it is there, and something else is wrong with it
        raise Missing

    def _found(self, address: str) -> str:
        existing = self._module.existing(address)
        if existing is not None:
            return existing.address
        kind, _, label = address.rpartition(".")
        own = self._label + label.removeprefix("shared")
        name = f"{kind}.{'current' if kind.startswith('data.') else own}"
        if name in self._taken:
            raise Missing
        beside: Blocks = {} if address in self._declared else self._shared.get(address, {})
        self._declared.update(beside)
        self._add(address, name)
        for companion in beside:
            self._name_of(companion)
        return name

    def _add(self, address: str, name: str) -> None:
        self._names[address] = name
        self._taken.add(name)
        self._added[name] = ""  # keeps its place before what it needs itself
        self._added[name] = self._written(address, name)

    def _written(self, address: str, name: str) -> str:
        """What the template calls `address`, under its name in the module."""
        text = self._declared.get(address)
        if text is None:
            raise Missing
        label = address.rpartition(".")[2]
        return self._filled(text.replace(f'"{label}"', f'"{name.rpartition(".")[2]}"', 1))


def has_instances(block: Block) -> bool:
    """Whether a block stands for several (`count`, `for_each`)."""
    return block.attribute("count") is not None or block.attribute("for_each") is not None


def _is_public(document: Document, block: Block) -> bool:
    gives_addresses = _argument(document, block, "map_public_ip_on_launch") == "true"
    return gives_addresses or _PUBLIC.search(block.labels[1].lower()) is not None


def _argument(document: Document, block: Block, name: str) -> str:
    attribute = block.attribute(name)
    return _text(document, attribute.value_span) if attribute is not None else ""


def _text(document: Document, span: Span) -> str:
    return document.text[span.start : span.end].decode("utf-8", errors="surrogateescape")


def _in_a_year() -> str:
    """The day a year from today, as RFC 3339 has it."""
    return (datetime.now(UTC) + timedelta(days=365)).strftime("%Y-%m-%dT00:00:00Z")


def _body(block: str) -> str:
    """What stands between a block's braces."""
    return block.partition("{\n")[2].rpartition("}")[0]
