"""How a module's author names and tags things, and a draft written that way."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.hcl.rewrite import insert_attribute
from terraformer_ls.propose.adapt.draft import FILE, Draft
from terraformer_ls.propose.adapt.names import rename_edits
from terraformer_ls.propose.target_block import schema_of
from terraformer_ls.schema.symbols import Module, module_at

_SHARED = re.compile(r"(?:merge\()?\s*(?P<shared>(?:local|var)\.\w+)\b")
_PREFIX = re.compile(r'"(?P<prefix>\$\{(?:local|var)\.\w+\}(?:[-_]\$\{(?:local|var)\.\w+\})*[-_])')
_NAMES = ("name", "bucket", "identifier", "function_name")
_REGION = re.compile(r"[a-z]{2}-(?:gov-)?[a-z]+-\d|[a-z]+-[a-z]+\d")
_ENOUGH = 2
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Style:
    """What most of a module's resources have in common; "" where they have nothing.

    Attributes:
        tags: the expression that their tags are, or are merged with.
        labels: the same of Google's labels.
        prefix: what their names begin with (`${local.name}-`).
        region: the region that the provider is configured with.
        hyphens: whether the labels of blocks are joined with hyphens.
    """

    tags: str = ""
    labels: str = ""
    prefix: str = ""
    region: str = ""
    hyphens: bool = False


def style_of(module: Module) -> Style:
    """The style of a module."""
    shared: dict[str, Counter[str]] = {"tags": Counter(), "labels": Counter()}
    prefixes: Counter[str] = Counter()
    labels = list[str]()
    for placed in module.blocks_of("resource"):
        reading = placed.reading
        labels += reading.block.labels[-1:]
        for attribute in reading.block.attributes:
            span = attribute.value_span
            value = reading.document.text[span.start : span.end].decode("utf-8", "replace")
            if attribute.name in shared:
                found = _SHARED.match(value)
                shared[attribute.name][found["shared"] if found else ""] += 1
            elif attribute.name in _NAMES:
                begun = _PREFIX.match(value)
                prefixes[begun["prefix"] if begun else ""] += 1
    return Style(
        tags=_mostly(shared["tags"]),
        labels=_mostly(shared["labels"]),
        prefix=_mostly(prefixes),
        region=_region(module),
        hyphens=sum("-" in label for label in labels) > sum("_" in label for label in labels),
    )


def with_style(draft: Draft, style: Style) -> Draft:
    """The draft in a style."""
    draft = _with_hyphens(draft) if style.hyphens else draft
    draft = _with_tags(draft, "tags", style.tags)
    draft = _with_tags(draft, "labels", style.labels)
    if style.region:
        draft = _with_region(draft, style.region)
    return _with_prefix(draft, style.prefix) if style.prefix else draft


def _mostly(counted: Counter[str]) -> str:
    if not counted:
        return ""
    value, times = counted.most_common(1)[0]
    enough = times >= _ENOUGH and times >= _MOSTLY * counted.total()
    return value if enough else ""


def _region(module: Module) -> str:
    for placed in module.blocks_of("provider"):
        reading = placed.reading
        region = reading.block.attribute("region")
        if region is not None and reading.block.attribute("alias") is None:
            text = reading.document.text[region.value_span.start : region.value_span.end]
            value = text.decode("utf-8", "replace").strip('"')
            return value if _REGION.fullmatch(value) else ""
    return ""


def _with_hyphens(draft: Draft) -> Draft:
    module = module_at(draft.snapshot, FILE)
    edits: set[TextEdit] = set()
    for address in module.declarations if module is not None else ():
        if "_" in address[-1] and address[0] not in ("var", "local", "output"):
            edits |= rename_edits(draft, address, address[-1].replace("_", "-"))
    return draft.edited(edits)


def _with_tags(draft: Draft, name: str, shared: str) -> Draft:
    if not shared:
        return draft
    edits: list[TextEdit] = []
    for target in draft.targets():
        schema = schema_of(draft.snapshot, target.path, target.block, draft.request.choices)
        attribute = schema.attributes.get(name) if schema is not None else None
        if attribute is None or not attribute.settable:
            continue
        written = target.block.attribute(name)
        if written is None:
            edits.append(insert_attribute(draft.document, target.block, name, shared))
        elif draft.value(written).startswith("{"):
            merged = f"merge({shared}, {draft.value(written)})"
            edits.append(TextEdit(written.value_span, merged))
    return draft.edited(edits)


def _with_region(draft: Draft, region: str) -> Draft:
    old = {
        draft.value(attribute).strip('"')
        for target in draft.targets("provider")
        if (attribute := target.block.attribute("region")) is not None
    }
    return draft.edited(
        TextEdit(Span(found.start(1), found.end(1)), region)
        for own in old
        if own and own != region
        for found in re.finditer(
            rb'"(' + re.escape(own).encode() + rb')(?=[a-z]?"|-[a-z]")', draft.document.text
        )
    )


def _with_prefix(draft: Draft, prefix: str) -> Draft:
    edits: list[TextEdit] = []
    for target in draft.targets():
        for name in _NAMES:
            attribute = target.block.attribute(name)
            if attribute is None:
                continue
            default = draft.variable_default(draft.value(attribute))
            # A variable's default can't refer to anything.
            if default is None and re.fullmatch(r'"[a-z0-9-]+"', draft.value(attribute)):
                span = attribute.value_span
                edits.append(TextEdit(Span(span.start + 1, span.start + 1), prefix))
    return draft.edited(edits)
