"""Recipes for what the `schema` stage finds: rename, add, remove, declare, convert.

They know what the finding says and the schema that it came from; whether a change is any good the
verifier decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_attributes, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit, minimal_edit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.hcl.rewrite import (
    append_block,
    insert_attribute,
    insert_block,
    remove_attribute,
    remove_block,
    rename_attribute,
)
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.propose.target_block import target_block
from terraformer_ls.schema.checks.body import head_span
from terraformer_ls.schema.lookup import body_at
from terraformer_ls.schema.skeleton import block_text, placeholder_from
from terraformer_ls.verify.findings import Finding, Stage
from terraformer_ls.workspace.snapshot import Snapshot

_VARIABLES_FILE = "variables.tf"
_NAME = re.compile(r"[A-Za-z_][\w-]*")


def schema_fix(snapshot: Snapshot, finding: Finding) -> Iterator[Candidate]:
    """Candidates for a finding of the `schema` stage, the likeliest first."""
    document = snapshot.files.get(finding.file)
    if finding.stage is not Stage.SCHEMA or document is None:
        return
    for recipe in _RECIPES.get(finding.rule, ()):
        yield from recipe(_Case(snapshot, document, finding))


def knows_schema_fix(finding: Finding) -> bool:
    """Whether there is a recipe for the finding's rule."""
    return finding.stage is Stage.SCHEMA and finding.rule in _RECIPES


@dataclass(frozen=True, slots=True)
class _Case:
    """A finding with the file that it is in."""

    snapshot: Snapshot
    document: Document
    finding: Finding


def _rename(case: _Case) -> Iterator[Candidate]:
    """Write the name that was meant."""
    suggestion = case.finding.datum("suggestion")
    if not isinstance(suggestion, str):
        return
    span = case.finding.span
    written = case.document.text[span.start : span.end].decode("utf-8", errors="replace")
    edit = TextEdit(span, f'"{suggestion}"' if written.startswith('"') else suggestion)
    name = case.finding.datum("name")
    if isinstance(name, str) and written.endswith(name):
        edit = TextEdit(Span(span.end - len(name.encode()), span.end), suggestion)
    elif case.finding.rule == "unknown-argument":
        attribute = _attribute_at(case.snapshot, case.finding)
        if attribute is not None:
            edit = rename_attribute(case.document, attribute, suggestion)
    yield Candidate(f"Change `{name or written}` to `{suggestion}`", {case.finding.file: (edit,)})


def _add_missing(case: _Case) -> Iterator[Candidate]:
    """Add what the body lacks, everything at once."""
    place = body_at(case.snapshot, case.finding.file, case.finding.span.start)
    if place is None or head_span(place.block) != case.finding.span:
        return
    labels = place.top.labels
    provider = labels[0].split("_", 1)[0] if len(labels) == 2 else ""
    value = placeholder_from(place.module, labels[-1] if labels else "", provider)
    attributes = [
        attribute
        for schema in (place.schema, place.meta)
        for attribute in schema.attributes.values()
        if attribute.required and attribute.name not in place.present
    ]
    blocks = [
        nested
        for nested in place.schema.blocks.values()
        if nested.min_items > 0 and nested.name not in place.present
    ]
    # One after the other: where an insertion goes depends on what the block holds by then.
    changed = case.document
    for attribute in attributes:
        block = _block_at(changed, case.finding.span.start)
        edit = insert_attribute(changed, block, attribute.name, value(attribute))
        changed = changed.edited(edit)
    for nested in blocks:
        block = _block_at(changed, case.finding.span.start)
        changed = changed.edited(insert_block(changed, block, block_text(nested, value)))
    edit = minimal_edit(case.document.text, changed.text)
    if edit is not None:
        names = ", ".join(f"`{missing.name}`" for missing in (*attributes, *blocks))
        yield Candidate(f"Add {names}", {case.finding.file: (edit,)})


def _remove(case: _Case) -> Iterator[Candidate]:
    """Remove the argument or block at the finding."""
    attribute = _attribute_at(case.snapshot, case.finding)
    if attribute is not None:
        edit = remove_attribute(case.document, attribute)
        yield Candidate(f"Remove `{attribute.name}`", {case.finding.file: (edit,)})
        return
    target = target_block(case.snapshot, case.finding)
    if target is None:
        return
    for block in target.block.walk():
        if block is not target.block and case.finding.span in (
            block.type_span,
            *block.label_spans[:1],
        ):
            edit = remove_block(case.document, block)
            yield Candidate(f"Remove `{block.type}`", {case.finding.file: (edit,)})


def _declare_variable(case: _Case) -> Iterator[Candidate]:
    """Declare the variable, with the type that the place wants, beside the others."""
    name = case.finding.datum("name")
    if not isinstance(name, str) or _NAME.fullmatch(name) is None:
        return
    beside = PurePosixPath(case.finding.file).with_name(_VARIABLES_FILE).as_posix()
    path = beside if beside in case.snapshot.files else case.finding.file
    text = f'variable "{name}" {{\n  type = {_wanted_type(case)}\n}}'
    edit = append_block(case.snapshot.files[path], text)
    yield Candidate(f"Declare the variable `{name}`", {path: (edit,)})


def _wanted_type(case: _Case) -> str:
    """The type of the argument whose whole value the reference is, else `string`."""
    target = target_block(case.snapshot, case.finding)
    for block in target.block.walk() if target is not None else ():
        for attribute in block.attributes:
            if attribute.value_span == case.finding.span:
                place = body_at(case.snapshot, case.finding.file, block.span.start)
                known = place.schema.attributes.get(attribute.name) if place is not None else None
                return str(known.type) if known is not None else "any"
    return "string"


def _as_argument(case: _Case) -> Iterator[Candidate]:
    """Put `=` between a name and its `{`."""
    target = target_block(case.snapshot, case.finding)
    for block in target.block.walk() if target is not None else ():
        if block.type_span == case.finding.span and not block.labels:
            between = Span(block.type_span.end, block.header.end - 1)
            edit = TextEdit(between, " = ")
            yield Candidate(f"Write `{block.type} = ...`", {case.finding.file: (edit,)})


def _as_block(case: _Case) -> Iterator[Candidate]:
    """Take the `=` out between a name and its `{`."""
    attribute = _attribute_at(case.snapshot, case.finding)
    if attribute is None:
        return
    value = attribute.value_span
    if case.document.text[value.start : value.start + 1] == b"{":
        edit = TextEdit(Span(attribute.name_span.end, value.start), " ")
        yield Candidate(f"Write `{attribute.name} {{ ... }}`", {case.finding.file: (edit,)})


def _convert(case: _Case) -> Iterator[Candidate]:
    """Write the value in the wanted type."""
    wanted = case.finding.datum("type")
    span = case.finding.span
    text = case.document.text[span.start : span.end].decode("utf-8", errors="replace")
    word = text.strip('"').lower()
    if wanted == "bool" and word in ("yes", "on", "enabled", "no", "off", "disabled"):
        value = "true" if word in ("yes", "on", "enabled") else "false"
    elif isinstance(wanted, str) and wanted.startswith(("list(", "set(")):
        value = f"[{text}]"
    else:
        return
    yield Candidate(f"Write {value}", {case.finding.file: (TextEdit(span, value),)})


def _quote(case: _Case) -> Iterator[Candidate]:
    """Put a bare word in quotes."""
    word = case.finding.datum("word")
    if isinstance(word, str):
        edit = TextEdit(case.finding.span, f'"{word}"')
        yield Candidate(f'Write `"{word}"`', {case.finding.file: (edit,)})


def _attribute_at(snapshot: Snapshot, finding: Finding) -> Attribute | None:
    """The attribute whose name the finding underlines."""
    target = target_block(snapshot, finding)
    if target is None:
        document = snapshot.hcl_files.get(finding.file)
        found = top_level_attributes(document) if document is not None else ()
    else:
        found = tuple(member for block in target.block.walk() for member in block.attributes)
    return next((attribute for attribute in found if attribute.name_span == finding.span), None)


def _block_at(document: Document, start: int) -> Block:
    """The block whose type stands at an offset."""
    return next(
        block
        for top in top_level_blocks(document)
        for block in top.walk()
        if block.type_span.start == start
    )


_Recipe = Callable[[_Case], Iterator[Candidate]]

_RECIPES: Mapping[str, tuple[_Recipe, ...]] = {
    "unknown-argument": (_rename, _remove),
    "unknown-block": (_rename, _remove),
    "unknown-type": (_rename,),
    "unknown-attribute": (_rename,),
    "unknown-variable": (_rename, _remove),
    "undeclared-variable": (_rename, _declare_variable),
    "undeclared-local": (_rename,),
    "undeclared-resource": (_rename,),
    "undeclared-data": (_rename,),
    "undeclared-module": (_rename,),
    "undeclared-output": (_rename,),
    "invalid-reference": (_rename, _quote),
    "missing-argument": (_add_missing,),
    "missing-block": (_add_missing,),
    "duplicate-argument": (_remove,),
    "read-only-argument": (_remove,),
    "too-many-blocks": (_remove,),
    "argument-as-block": (_as_argument,),
    "block-as-argument": (_as_block,),
    "wrong-type": (_convert,),
}
