"""Declarations: what is declared twice, and what nothing refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terraformer_ls.schema.checks.body import head_span
from terraformer_ls.schema.checks.problem import Certainty, Mark, Problem
from terraformer_ls.schema.symbols import Declaration, Module, PlacedBlock

_UNUSED = {
    "var": ("unused-variable", "variable"),
    "local": ("unused-local", "local value"),
    "data": ("unused-data", "data source"),
}
_SUFFIX = re.compile(r"\.(?:tf|tofu)$")


def duplicates(module: Module) -> Iterator[tuple[PlacedBlock, Problem]]:
    """Later declarations of what is declared already; overrides replace and don't count."""
    for address, declarations in module.declarations.items():
        seen: list[Declaration] = []
        for declaration in declarations:
            if declaration.block.in_override:
                continue
            first = next((other for other in seen if not _are_twins(other, declaration)), None)
            if first is not None:
                yield (
                    declaration.block,
                    Problem(
                        "duplicate-address",
                        f"`{'.'.join(address)}` is declared already{_where(first, declaration)}",
                        declaration.name,
                        Certainty.CERTAIN,
                        data=(("address", address),),
                    ),
                )
            seen.append(declaration)
    yield from _duplicate_providers(module)


def unused(module: Module) -> Iterator[tuple[PlacedBlock, Problem]]:
    """Variables, locals and data sources that nothing in the module refers to, as hints."""
    if module.broken:
        return
    used = module.used
    for address, declarations in module.declarations.items():
        if address[0] not in _UNUSED or address in used:
            continue
        rule, noun = _UNUSED[address[0]]
        for declaration in declarations:
            yield (
                declaration.block,
                Problem(
                    rule,
                    f"Nothing refers to the {noun} `{'.'.join(address)}`",
                    declaration.name,
                    Certainty.HINT,
                    Mark.UNNECESSARY,
                    data=(("address", address),),
                ),
            )


def _duplicate_providers(module: Module) -> Iterator[tuple[PlacedBlock, Problem]]:
    seen: dict[tuple[str, str], PlacedBlock] = {}
    for placed in module.blocks_of("provider"):
        block = placed.reading.block
        if placed.in_override or len(block.labels) != 1:
            continue
        key = (block.labels[0], alias_of(placed))
        if key in seen and not _twin_files(seen[key].file, placed.file):
            name = ".".join(part for part in key if part)
            yield (
                placed,
                Problem(
                    "duplicate-provider",
                    f"The provider `{name}` is configured already"
                    + ("" if key[1] else "; a second configuration needs an `alias`"),
                    head_span(block),
                    Certainty.CERTAIN,
                ),
            )
        seen.setdefault(key, placed)


def alias_of(placed: PlacedBlock) -> str:
    """Which configuration of its provider a `provider` block is; "" for the default one."""
    attribute = placed.reading.block.attribute("alias")
    if attribute is None:
        return ""
    return placed.reading.document.slice(attribute.node.named_children[-1]).strip('"')


def _are_twins(one: Declaration, other: Declaration) -> bool:
    return _twin_files(one.block.file, other.block.file)


def _twin_files(one: str, other: str) -> bool:
    """Whether one of two files is OpenTofu's version of the other: it reads `a.tofu` for `a.tf`."""
    return one != other and _SUFFIX.sub("", one) == _SUFFIX.sub("", other)


def _where(first: Declaration, second: Declaration) -> str:
    return "" if first.block.file == second.block.file else f" in {first.block.file}"
