"""The module index: what a folder's files declare together, and who refers to what.

A module is all `.tf`, `.tofu` and `.tf.json` files of one folder. Override files (`override.tf`,
`*_override.tf`) belong to it but replace parts of what the others declare. What stands in a broken
part of a file is taken into account loosely: it may be declared, it may be used.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from typing import cast
from weakref import WeakKeyDictionary

from terraformer_ls.hcl.blocks import Attribute
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.parts import headers_in
from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.reading import Reading, Reference, read_block
from terraformer_ls.workspace.discover import MAX_FILE_SIZE
from terraformer_ls.workspace.snapshot import Snapshot

_HCL_SUFFIXES = (".tf", ".tofu")
_JSON_SUFFIXES = (".tf.json", ".tofu.json")
_OVERRIDE = re.compile(r"(?:^|_)override\.(?:tf|tofu)(?:\.json)?$")

Address = tuple[str, ...]
"""What refers to a symbol: `("var", "a")`, `("aws_vpc", "x")`, `("data", "aws_ami", "y")`."""

_LOOSE_HEADER = re.compile(
    rb'\b(resource|data|ephemeral|variable|module|output|provider)[ \t]+"?([\w-]+)"?'
    rb'(?:[ \t]+"?([\w-]+)"?)?'
)
_LOOSE_LOCAL = re.compile(rb'(?:^|[{,])[ \t]*"?([A-Za-z_][\w-]*)"?[ \t]*[=:]', re.MULTILINE)
_LOOSE_USE = re.compile(rb"[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+")


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A top-level block: its reading, and where in which file it starts."""

    file: str
    start: int
    reading: Reading

    def span(self, relative: Span) -> Span:
        """A span of the reading as one of the file."""
        return relative.moved(self.start)

    @property
    def in_override(self) -> bool:
        """Whether it stands in an override file."""
        return is_override(self.file)


@dataclass(frozen=True, slots=True)
class Declaration:
    """Where a symbol is declared.

    `name` is what a rename would change; a local's `attribute` is its assignment.
    """

    address: Address
    block: PlacedBlock
    name: Span
    attribute: Attribute | None = None

    @property
    def name_in_file(self) -> Span:
        """The span of the name in its file."""
        return self.block.span(self.name)


class Module:
    """One folder's declarations and references."""

    def __init__(self, folder: str, files: Mapping[str, FileIndex]) -> None:
        self.folder = folder
        self.files = files
        self.blocks: tuple[PlacedBlock, ...] = tuple(
            PlacedBlock(path, start, reading)
            for path, file in files.items()
            for start, reading in file.blocks
        )

    @cached_property
    def broken(self) -> bool:
        """Whether some of it could not be read, so that absence proves nothing."""
        return any(file.broken for file in self.files.values())

    def blocks_of(self, type_: str) -> tuple[PlacedBlock, ...]:
        """Its top-level blocks of one type, in the order of files and places."""
        return self._by_type.get(type_, ())

    @cached_property
    def has_overrides(self) -> bool:
        """Whether some of its files are override files."""
        return any(is_override(path) for path in self.files)

    @cached_property
    def declarations(self) -> Mapping[Address, tuple[Declaration, ...]]:
        """Everything declared, by address; more than one declaration is an error or an override."""
        found: dict[Address, list[Declaration]] = defaultdict(list)
        for placed in self.blocks:
            for declaration in _declarations(placed):
                found[declaration.address].append(declaration)
        return {address: tuple(declared) for address, declared in found.items()}

    @cached_property
    def loose_declarations(self) -> frozenset[Address]:
        """What JSON files and broken parts declare, or seem to."""
        nothing: frozenset[Address] = frozenset()
        return nothing.union(*(file.loose_declarations for file in self.files.values()))

    @cached_property
    def used(self) -> frozenset[Address]:
        """The prefixes of everything that is referred to, up to three names long."""
        found: set[Address] = set()
        for placed in self.blocks:
            for reference in placed.reading.references:
                names = reference.names(3)
                found.update(names[:length] for length in (2, 3) if length <= len(names))
        for file in self.files.values():
            found |= file.loose_uses
        return frozenset(found)

    def references(self) -> Iterator[tuple[PlacedBlock, Reference]]:
        """Every reference with the block that it stands in."""
        for placed in self.blocks:
            for reference in placed.reading.references:
                yield placed, reference

    def declares(self, address: Address) -> bool:
        """Whether something is declared under an address, or may be."""
        return address in self.declarations or address in self.loose_declarations

    @cached_property
    def _by_type(self) -> Mapping[str, tuple[PlacedBlock, ...]]:
        found: dict[str, list[PlacedBlock]] = defaultdict(list)
        for placed in self.blocks:
            found[placed.reading.block.type].append(placed)
        return {type_: tuple(blocks) for type_, blocks in found.items()}


@dataclass(frozen=True, slots=True)
class FileIndex:
    """One file's blocks with their starts.

    The loose sets are what a JSON file, or the unreadable part of a broken one, seems to say.
    """

    blocks: tuple[tuple[int, Reading], ...]
    broken: bool
    loose_declarations: frozenset[Address] = frozenset()
    loose_uses: frozenset[Address] = frozenset()


_UNREAD = FileIndex((), broken=True)


def modules_of(snapshot: Snapshot) -> Mapping[str, Module]:
    """The modules of a snapshot, by folder ("." is the root)."""
    files: dict[str, dict[str, FileIndex]] = defaultdict(dict)
    for path, document in snapshot.files.items():
        if len(document.text) > MAX_FILE_SIZE:
            index = _UNREAD
        elif path.endswith(_HCL_SUFFIXES):
            index = index_of(document)
        elif path.endswith(_JSON_SUFFIXES):
            index = _json_index(document.text)
        else:
            continue
        files[PurePosixPath(path).parent.as_posix()][path] = index
    for path in snapshot.left_out:
        # A file that was not read may declare and use anything.
        folder = PurePosixPath(path).parent.as_posix()
        if path.endswith(_HCL_SUFFIXES + _JSON_SUFFIXES) and folder in files:
            files[folder][path] = _UNREAD
    return {folder: Module(folder, found) for folder, found in sorted(files.items())}


def module_at(snapshot: Snapshot, path: str) -> Module | None:
    """The module that a file belongs to."""
    return modules_of(snapshot).get(PurePosixPath(path).parent.as_posix())


@lru_cache(maxsize=4096)
def is_override(path: str) -> bool:
    """Whether a file overrides what the others of its folder declare."""
    return _OVERRIDE.search(PurePosixPath(path).name) is not None


def index_of(document: Document) -> FileIndex:
    """The index of an HCL file, kept as long as the document is."""
    known = _known_files.get(document)
    if known is None:
        known = _known_files[document] = _index_of(document)
    return known


_known_files: WeakKeyDictionary[Document, FileIndex] = WeakKeyDictionary()


def _index_of(document: Document) -> FileIndex:
    if document.root.has_error:
        return FileIndex(
            tuple(_readings_in_broken(document.text)),
            broken=True,
            loose_declarations=frozenset(_loose_declarations(document.text)),
        )
    blocks: list[tuple[int, Reading]] = []
    for body in document.root.named_children:
        for node in body.named_children:
            if node.type == "block":
                reading = read_block(document.text[node.start_byte : node.end_byte])
                if reading is not None:
                    blocks.append((node.start_byte, reading))
    return FileIndex(tuple(blocks), broken=False)


def _readings_in_broken(text: bytes) -> Iterator[tuple[int, Reading]]:
    """The blocks of a file that does not parse, each read by itself.

    The tree of the whole would let an unclosed brace swallow what follows; and most blocks are as
    they were before the last keystroke, so that their readings are known.
    """
    starts = [header.start for header in headers_in(text)]
    ends = [*starts[1:], len(text)]
    number = 0
    while number < len(starts):
        start, end = starts[number], ends[number]
        reading = read_block(text[start:end].rstrip())
        has_heredoc = text.find(b"<<", start, end) >= 0
        if has_heredoc and reading is not None and reading.broken and number + 1 < len(ends):
            # What looked like a header may be a line of a heredoc that began before it.
            longer = read_block(text[start : ends[number + 1]].rstrip())
            if longer is not None and not longer.broken:
                reading, number = longer, number + 1
        if reading is not None:
            yield start, reading
        number += 1


def _declarations(placed: PlacedBlock) -> Iterator[Declaration]:
    block = placed.reading.block
    if block.type == "locals":
        for attribute in block.attributes:
            yield Declaration(("local", attribute.name), placed, attribute.name_span, attribute)
        return
    address = address_of(block.type, block.labels)
    if address is not None and block.label_spans:
        yield Declaration(address, placed, block.label_spans[-1])


def address_of(type_: str, labels: tuple[str, ...]) -> Address | None:
    """What a top-level block is referred to by; None for blocks that aren't, such as `moved`."""
    match (type_, len(labels)):
        case ("resource", 2):
            return labels
        case ("data" | "ephemeral" | "action", 2):
            return (type_, *labels)
        case ("variable", 1):
            return ("var", *labels)
        case ("module" | "output" | "check", 1):
            return (type_, *labels)
        case _:
            return None


def _loose_declarations(text: bytes) -> Iterator[Address]:
    for match in _LOOSE_HEADER.finditer(text):
        type_, *labels = (part.decode() for part in match.groups() if part is not None)
        address = address_of(type_, tuple(labels))
        if address is not None:
            yield address
        # A half-typed header may lack its second label; `variable "a" {` may look as if it had two.
        if type_ == "variable" and labels:
            yield ("var", labels[0])
        elif type_ in ("module", "output") and labels:
            yield (type_, labels[0])
    for match in _LOOSE_LOCAL.finditer(text):
        yield ("local", match.group(1).decode())


def _loose_uses(text: bytes) -> Iterator[Address]:
    for match in _LOOSE_USE.finditer(text):
        names = tuple(match.group().decode().split("."))
        yield names[:2]
        yield names[:3]


@lru_cache(maxsize=64)
def _json_index(text: bytes) -> FileIndex:
    uses = frozenset(_loose_uses(text))
    try:
        root = cast("object", json.loads(text))
    except (ValueError, RecursionError):
        return FileIndex((), broken=True, loose_uses=uses)
    declared: set[Address] = set()
    for type_, body in _members(root):
        if type_ == "locals":
            declared.update(("local", name) for name, _ in _members(body))
            continue
        for first, inner in _members(body):
            for address in (
                address_of(type_, (first,)),
                *(address_of(type_, (first, second)) for second, _ in _members(inner)),
            ):
                if address is not None:
                    declared.add(address)
    return FileIndex((), broken=False, loose_declarations=frozenset(declared), loose_uses=uses)


def _members(value: object) -> Iterator[tuple[str, object]]:
    """The members of a JSON object, or of each object in a list."""
    if isinstance(value, dict):
        yield from cast("dict[str, object]", value).items()
    elif isinstance(value, list):
        for element in cast("list[object]", value):
            yield from _members(element)
