"""The symbol under the cursor, where it is declared and everywhere that it is used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from terraformer_ls.hcl.blocks import top_level_attributes
from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.checks.variable_files import belongs_to_folder
from terraformer_ls.schema.reading import Part, Reference, references_in
from terraformer_ls.schema.requirements import called_folder, calls_of
from terraformer_ls.schema.symbols import Address, Module, PlacedBlock, modules_of
from terraformer_ls.workspace.snapshot import Snapshot

_LENGTHS = {"var": 2, "local": 2, "module": 2, "data": 3, "ephemeral": 3, "action": 3, "output": 2}
_ADDRESSES_AS_ARGUMENTS = (("import", "to"), ("moved", "to"), ("removed", "from"))


@dataclass(frozen=True, slots=True)
class Symbol:
    """Something declared: in which module, under which address."""

    folder: str
    address: Address

    @property
    def name(self) -> str:
        """Its own name, which a rename would change."""
        return self.address[-1]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where a symbol's name stands; the span is that of the bare name."""

    file: str
    span: Span
    declares: bool


@dataclass(frozen=True, slots=True)
class SymbolAt:
    """A symbol, and the span of the word under the cursor that stands for it."""

    symbol: Symbol
    span: Span


def symbol_at(snapshot: Snapshot, path: str, offset: int) -> SymbolAt | None:
    """The symbol whose name or reference is under the cursor."""
    modules = modules_of(snapshot)
    module = modules.get(PurePosixPath(path).parent.as_posix())
    if module is None:
        return None
    for declared in module.declarations.values():
        for declaration in declared:
            if declaration.block.file == path and declaration.name_in_file.contains(offset):
                span = _bare(snapshot, path, declaration.name_in_file)
                return SymbolAt(Symbol(module.folder, declaration.address), span)
    for placed in module.blocks:
        if placed.file == path and placed.span(placed.reading.block.span).contains(offset):
            return _used_in(module, placed, offset - placed.start)
    return None


def occurrences(snapshot: Snapshot, symbol: Symbol) -> Iterator[Occurrence]:
    """Every place where a symbol is named: declarations, references, callers, variable files."""
    modules = modules_of(snapshot)
    module = modules.get(symbol.folder)
    if module is None:
        return
    for declaration in module.declarations.get(symbol.address, ()):
        span = _bare(snapshot, declaration.block.file, declaration.name_in_file)
        yield Occurrence(declaration.block.file, span, declares=True)
    for placed in module.blocks:
        for reference in _all_references(placed):
            part = _part_of(reference, symbol.address)
            if part is not None:
                yield Occurrence(placed.file, placed.span(part.span), declares=False)
    if symbol.address[0] == "var":
        yield from _in_variable_files(snapshot, symbol)
    if symbol.address[0] in ("var", "output"):
        for caller in modules.values():
            calls = [name for name, folder in calls_of(caller, modules) if folder == symbol.folder]
            yield from _in_caller(caller, calls, symbol)


def _used_in(module: Module, placed: PlacedBlock, offset: int) -> SymbolAt | None:
    reading = placed.reading
    for reference in _all_references(placed):
        if not reference.span.contains(offset):
            continue
        parts = _without_prefix(reference)
        length = _LENGTHS.get(parts[0].name, 2) if parts else 0
        names = tuple(part.name for part in parts[:length])
        if len(names) < length or not all(names):
            continue
        at = next((number for number, part in enumerate(parts) if part.span.contains(offset)), 0)
        if names[0] == "module" and at >= length and parts[at].name:
            return _output_of(module, placed, names, parts[at])
        if at < length:
            span = placed.span(parts[length - 1].span)
            return SymbolAt(Symbol(module.folder, names), span)
    if reading.block.type == "module":
        for argument in reading.block.attributes:
            folder = called_folder(module.folder, reading.document, reading.block)
            if argument.name_span.contains(offset) and folder:
                symbol = Symbol(folder, ("var", argument.name))
                return SymbolAt(symbol, placed.span(argument.name_span))
    return None


def _output_of(module: Module, placed: PlacedBlock, names: Address, part: Part) -> SymbolAt | None:
    call = module.declarations.get(names, ())
    if not call:
        return None
    reading = call[0].block.reading
    folder = called_folder(module.folder, reading.document, reading.block)
    if not folder:
        return None
    return SymbolAt(Symbol(folder, ("output", part.name)), placed.span(part.span))


def _in_variable_files(snapshot: Snapshot, symbol: Symbol) -> Iterator[Occurrence]:
    for path, document in snapshot.files.items():
        beside = PurePosixPath(path).parent.as_posix() == symbol.folder
        if path.endswith(".tfvars") and beside and belongs_to_folder(path):
            for attribute in top_level_attributes(document):
                if attribute.name == symbol.name:
                    yield Occurrence(path, attribute.name_span, declares=False)


def _in_caller(caller: Module, calls: list[str], symbol: Symbol) -> Iterator[Occurrence]:
    """A variable as an argument of calls, or an output as an attribute of references to them."""
    for placed in caller.blocks:
        block = placed.reading.block
        if symbol.address[0] == "var":
            if block.type == "module" and block.labels and block.labels[0] in calls:
                argument = block.attribute(symbol.name)
                if argument is not None:
                    yield Occurrence(placed.file, placed.span(argument.name_span), declares=False)
            continue
        for reference in _all_references(placed):
            names = reference.names(2)
            if len(names) == 2 and names[0] == "module" and names[1] in calls:
                part = next((part for part in reference.parts[2:] if part.name), None)
                if part is not None and part.name == symbol.name:
                    yield Occurrence(placed.file, placed.span(part.span), declares=False)


def _all_references(placed: PlacedBlock) -> Iterator[Reference]:
    """A block's references, and the addresses that `moved`, `import` and `removed` name."""
    reading = placed.reading
    yield from reading.references
    for type_, argument in _ADDRESSES_AS_ARGUMENTS:
        attribute = reading.block.attribute(argument) if reading.block.type == type_ else None
        if attribute is not None:
            yield from references_in(reading.document, attribute.node.named_children[-1])


def _part_of(reference: Reference, address: Address) -> Part | None:
    """The step of a reference that is a symbol's own name; None if it refers to something else."""
    parts = _without_prefix(reference)
    names = tuple(part.name for part in parts[: len(address)])
    return parts[len(address) - 1] if names == address else None


def _without_prefix(reference: Reference) -> tuple[Part, ...]:
    parts = reference.parts
    return parts[1:] if parts[0].name == "resource" else parts


def _bare(snapshot: Snapshot, path: str, span: Span) -> Span:
    """A label's span without its quotes."""
    quoted = snapshot.files[path].text[span.start : span.start + 1] == b'"'
    return Span(span.start + 1, span.end - 1) if quoted else span
