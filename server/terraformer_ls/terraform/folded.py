"""Blocks whose schema goes on where our source of schemas stops.

Some structures contain themselves (rules of a web firewall, dashboards). No schema can be served
that has what stands in them, and Terraform would reject it; so their bodies are shown to it as
blank, which keeps every position. What is in them is then not checked, and not in the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from terraformer_ls.hcl.blocks import Block
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.model import BlockKind, BlockSchema
from terraformer_ls.schema.packs import open_file
from terraformer_ls.terraform.configuration import ModuleRecord
from terraformer_ls.terraform.providers import Served, address_of


def folded_spans(
    records: Sequence[ModuleRecord], providers: Sequence[Served]
) -> dict[str, list[Span]]:
    """The bodies to be blanked, by file."""
    packs = {served.address: served.pack for served in providers if served.pack is not None}
    found: dict[str, list[Span]] = {}
    for record in records:
        sources = record.sources
        for path, file in record.files.items():
            for usage in file.usages:
                pack = packs.get(address_of(sources.get(usage.local_name, usage.local_name)))
                if pack is None or usage.block is None:
                    continue
                if _has_folds(pack, usage.kind, usage.type):
                    schema = open_file(pack).block(BlockKind(usage.kind), usage.type)
                    if schema is not None:
                        found.setdefault(path, []).extend(_bodies(usage.block, schema))
    return found


def blanked(document: Document, spans: Sequence[Span]) -> Document:
    """The text with spaces for everything in the spans but line ends."""
    text = bytearray(document.text)
    for span in spans:
        text[span.start : span.end] = re.sub(rb"[^\r\n]", b" ", bytes(text[span.start : span.end]))
    return Document(bytes(text))


def _bodies(block: Block, schema: BlockSchema) -> Iterator[Span]:
    if schema.folded:
        yield block.body
        return
    for inner in block.blocks:
        bodies = (inner,)
        name = inner.type
        if name == "dynamic" and inner.labels:
            name, bodies = inner.labels[0], inner.blocks_of("content")
        nested = schema.blocks.get(name)
        if nested is not None:
            for body in bodies:
                yield from _bodies(body, nested.block)


@lru_cache(maxsize=4096)
def _has_folds(pack: Path, kind: str, type_: str) -> bool:
    schema = open_file(pack).block(BlockKind(kind), type_)
    return schema is not None and _is_folded(schema)


def _is_folded(schema: BlockSchema) -> bool:
    return schema.folded or any(_is_folded(nested.block) for nested in schema.blocks.values())
