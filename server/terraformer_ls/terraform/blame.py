"""Which errors of a plan are about the user's module, and which about what stands in for the world.

A plan knows values that nobody checked: what data sources answer here, what was assumed for
variables, what stubs of modules give. An error in an expression that such a value reaches may not
be there with the real one, so it is not reported as the user's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.terraform.prepare import Root

_REFERENCE = re.compile(
    r"\b(?:(?P<data>data\.\w+\.[\w-]+)|(?P<named>(?:var|local|module|ephemeral\.\w+)\.[\w-]+)"
    r"|(?P<resource>(?!data\b|var\b|local\b|module\b|each\b|path\b)[a-z]\w*_\w+\.[\w-]+))"
)
_PER_INSTANCE = re.compile(r"\b(?:each\.(?:key|value)|count\.index|self)\b")


@dataclass
class Doubtful:
    """The symbols that values of ours reach, per module folder.

    `symbols` are references as text (`local.zones`), `repeated` the places of blocks that are
    repeated by such a value. What data sources answer is doubtful unless said otherwise.
    """

    data_is_doubtful: bool = True
    symbols: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    repeated: dict[str, list[tuple[str, Span]]] = field(
        default_factory=dict[str, list[tuple[str, Span]]]
    )

    def reach(self, folder: str, text: str) -> str:
        """The first doubtful symbol that a text refers to, or ""."""
        known = self.symbols.get(folder, set())
        for found in _REFERENCE.finditer(text):
            if (found["data"] and self.data_is_doubtful) or found[0] in known:
                return found[0]
        return ""

    def reach_at(self, folder: str, file: str, span: Span, text: str) -> str:
        """As `reach`, also for `each` and `count` in a block that is repeated doubtfully."""
        symbol = self.reach(folder, text)
        if symbol or not _PER_INSTANCE.search(text):
            return symbol
        return next(
            (
                "for_each"
                for name, block in self.repeated.get(folder, ())
                if name == file and block.encloses(span)
            ),
            "",
        )


def doubtful_symbols(
    root: Root, documents: Mapping[str, Document], *, only_unknown: bool = False
) -> Doubtful:
    """Everything in a root's modules that values of ours reach.

    Args:
        root: the root module.
        documents: the texts of its modules by path.
        only_unknown: only what is unknown because of us: what stubs of modules give.
    """
    found = Doubtful(
        data_is_doubtful=not only_unknown,
        symbols={record.folder: set() for record in root.tree.records},
    )
    if not only_unknown:
        found.symbols[root.folder] = {f"var.{name}" for name in root.assumed}
    for folder, names in root.tree.stub_calls.items():
        found.symbols.setdefault(folder, set()).update(f"module.{name}" for name in names)
    targets = _call_targets(root)
    blocks = [
        (record.folder, path, block, _text(documents[path], block.span))
        for record in root.tree.records
        for path in record.files
        if path in documents and not path.endswith(".json")
        for block in top_level_blocks(documents[path])
    ]
    changed = True
    while changed:
        before = sum(len(symbols) for symbols in found.symbols.values())
        for folder, path, block, text in blocks:
            _spread(found, targets, folder, documents[path], block, text)
        changed = sum(len(symbols) for symbols in found.symbols.values()) != before
    for folder, path, block, _ in blocks:
        for inner in block.walk():
            for name in ("for_each", "count"):
                attribute = inner.attribute(name)
                if attribute is not None and found.reach(
                    folder, _text(documents[path], attribute.value_span)
                ):
                    found.repeated.setdefault(folder, []).append((path, inner.span))
    return found


def _spread(
    found: Doubtful,
    targets: Mapping[tuple[str, str], str],
    folder: str,
    document: Document,
    block: Block,
    text: str,
) -> None:
    """Add what one block makes doubtful."""
    symbols = found.symbols[folder]
    if block.type == "locals":
        for attribute in block.attributes:
            if found.reach(folder, _text(document, attribute.value_span)):
                symbols.add(f"local.{attribute.name}")
    elif block.type == "module" and block.labels:
        target = targets.get((folder, block.labels[0]))
        for attribute in block.attributes:
            if found.reach(folder, _text(document, attribute.value_span)):
                if attribute.name in ("for_each", "count"):
                    symbols.add(f"module.{block.labels[0]}")
                if target is not None:
                    found.symbols.setdefault(target, set()).add(f"var.{attribute.name}")
    elif block.type == "output":
        if found.reach(folder, text):
            for (caller, name), target in targets.items():
                if target == folder:
                    found.symbols.setdefault(caller, set()).add(f"module.{name}")
    elif block.type in ("resource", "ephemeral") and len(block.labels) == 2:
        prefix = "ephemeral." if block.type == "ephemeral" else ""
        if found.reach(folder, text[len(block.type) :]):
            symbols.add(f"{prefix}{block.labels[0]}.{block.labels[1]}")


def _call_targets(root: Root) -> dict[tuple[str, str], str]:
    """The folder that each call leads to, by caller's folder and name."""
    folders = root.modules
    targets: dict[tuple[str, str], str] = {}
    for record in root.tree.records:
        for call in record.calls:
            if call.is_local and (target := root.tree.target(record.folder, call)) in folders:
                targets[record.folder, call.name] = target
    return targets


def _text(document: Document, span: Span) -> str:
    return document.text[span.start : span.end].decode("utf-8", errors="replace")
