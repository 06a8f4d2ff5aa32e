"""What is known about the word under the cursor, as Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from terraformer_ls.editor.symbol import occurrences, symbol_at
from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.builtin import language_descriptions
from terraformer_ls.schema.checks.references import kind_and_type, schema_of
from terraformer_ls.schema.choose import Catalogue, Choice
from terraformer_ls.schema.lookup import Place, body_at
from terraformer_ls.schema.model import AttributeSchema, BlockKind, NestedBlock
from terraformer_ls.schema.reading import Reference, read_block
from terraformer_ls.schema.symbols import Address, PlacedBlock
from terraformer_ls.workspace.snapshot import Snapshot

_LONGEST_VALUE = 400
_KINDS = {kind.value: kind for kind in BlockKind}


@dataclass(frozen=True, slots=True)
class Hover:
    """Markdown about the text in a span."""

    markdown: str
    span: Span


def hover(
    snapshot: Snapshot, path: str, offset: int, catalogue: Catalogue | None = None
) -> Hover | None:
    """What to show about the word at a byte offset; None where nothing is known."""
    place = body_at(snapshot, path, offset, catalogue)
    if place is None:
        return None
    return (
        _of_header(place, offset)
        or _of_argument(place, offset)
        or _of_reference(snapshot, path, offset, place)
    )


def describe_attribute(attribute: AttributeSchema, description: str, choice: Choice | None) -> str:
    """An argument or attribute: type, whether it must or may be set, what it is for."""
    words = [f"`{attribute.name}`", f"`{attribute.type}`", _flags(attribute)]
    notes = [note for note in (description, _deprecated(attribute.deprecated)) if note]
    return "\n\n".join([" · ".join(words), *notes, *_origin(choice)])


def describe_block(nested: NestedBlock, description: str, choice: Choice | None) -> str:
    """A nested block: how often it may appear, and what it is for."""
    often = "once at most" if nested.at_most_one else "any number of times"
    needed = "required, " if nested.min_items > 0 else ""
    notes = [description] if description else []
    return "\n\n".join([f"`{nested.name}` · block, {needed}{often}", *notes, *_origin(choice)])


def _of_header(place: Place, offset: int) -> Hover | None:
    """A block's own type or label."""
    block, top = place.block, place.top
    if not Span(block.header.start, block.header.end).contains(offset):
        return None
    if block is not top:
        if place.nested is None or not block.type_span.contains(offset):
            return None
        markdown = describe_block(place.nested, place.description(""), place.choice)
        return Hover(markdown, block.type_span)
    if top.type_span.contains(offset):
        text = language_descriptions(top.type).get("", "")
        return Hover(f"`{top.type}` · {text}", top.type_span) if text else None
    if top.type in _KINDS and top.label_spans and top.label_spans[0].contains(offset):
        if place.choice is None or place.choice.schema is None:
            return None
        required = ", ".join(f"`{name}`" for name in place.schema.required_names())
        parts = [f"`{top.labels[0]}`", place.description("")]
        if required:
            parts.append(f"Required: {required}")
        markdown = "\n\n".join([part for part in parts if part] + _origin(place.choice))
        return Hover(markdown, top.label_spans[0])
    return None


def _of_argument(place: Place, offset: int) -> Hover | None:
    for attribute in place.block.attributes:
        if not attribute.name_span.contains(offset):
            continue
        known = place.schema.attributes.get(attribute.name) or place.meta.attributes.get(
            attribute.name
        )
        if known is None:
            return None
        choice = place.choice if attribute.name in place.schema.attributes else None
        text = describe_attribute(known, place.description(attribute.name), choice)
        return Hover(text, attribute.name_span)
    return None


def _of_reference(snapshot: Snapshot, path: str, offset: int, place: Place) -> Hover | None:
    reading = read_block(place.document.text[place.top.span.start : place.top.span.end])
    if reading is None:
        return None
    placed = PlacedBlock(path, place.top.span.start, reading)
    for reference in reading.references:
        if placed.span(reference.span).contains(offset):
            attribute = _attribute_of(reference, offset - placed.start, place)
            if attribute is not None:
                return Hover(attribute[0], placed.span(attribute[1]))
    found = symbol_at(snapshot, path, offset)
    if found is None:
        return None
    declared = next((o for o in occurrences(snapshot, found.symbol) if o.declares), None)
    if declared is None:
        return None
    text = _declaration_text(snapshot, declared.file, declared.span, found.symbol.address)
    here = PurePosixPath(path).parent == PurePosixPath(declared.file).parent
    where = PurePosixPath(declared.file).name if here else declared.file
    return Hover(f"```terraform\n{text}\n```\n\n{where}", found.span)


def _attribute_of(reference: Reference, offset: int, place: Place) -> tuple[str, Span] | None:
    """What a resource's attribute in a reference is, and where its name stands."""
    parts = reference.parts[1:] if reference.parts[0].name == "resource" else reference.parts
    length = 3 if parts and parts[0].name in ("data", "ephemeral") else 2
    address = tuple(part.name for part in parts[:length])
    found = schema_of(address, place.module, place.choices)
    steps = [part for part in parts[length:] if part.name]
    if found is None or not steps or not steps[0].span.contains(offset):
        return None
    schema, choice = found
    known = schema.attributes.get(steps[0].name)
    if known is None or choice.schema is None:
        return None
    kind, type_ = kind_and_type(address)
    description = choice.schema.descriptions(kind, type_).get(known.name, "")
    return describe_attribute(known, description, choice), steps[0].span


def _declaration_text(snapshot: Snapshot, file: str, name: Span, address: Address) -> str:
    """The declaration as written: a local's line, a variable's or output's block, else its head."""
    document = snapshot.files[file]
    block = next((b for b in _blocks(snapshot, file) if b.span.encloses(name)), None)
    if block is None:
        return ".".join(address)
    if address[0] == "local":
        member = next((a for a in block.attributes if a.name_span == name), None)
        span = member.span if member is not None else name
    elif address[0] in ("var", "output"):
        span = block.span
    else:
        span = Span(block.span.start, block.header.end)
    text = document.text[span.start : span.end].decode("utf-8", errors="replace")
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]} ..."


def _blocks(snapshot: Snapshot, file: str) -> tuple[Block, ...]:
    document = snapshot.hcl_files.get(file)
    return top_level_blocks(document) if document is not None else ()


def _flags(attribute: AttributeSchema) -> str:
    if attribute.required:
        return "required"
    if not attribute.optional:
        return "read-only"
    return "optional, known after apply if not set" if attribute.computed else "optional"


def _deprecated(deprecated: str | bool) -> str:
    if not deprecated:
        return ""
    return f"**Deprecated**: {deprecated}" if isinstance(deprecated, str) else "**Deprecated**"


def _origin(choice: Choice | None) -> list[str]:
    """Which provider version this is from."""
    if choice is None or choice.schema is None:
        return []
    provider = choice.schema.provider
    version = f" {provider.version}" if provider.version else ""
    stand_in = f" ({choice.approximate})" if choice.approximate else ""
    return [f"*{provider.source}{version}*{stand_in}"]
