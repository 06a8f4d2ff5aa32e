"""The accept rule for requests: a change does what was asked and nothing else.

It is the rule for fixes without its target: what a request does not name stays byte-identical, and
nothing goes, falls silent or is switched off unless the request says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from terraformer_ls.hcl.blocks import Attribute, Block
from terraformer_ls.hcl.document import Document
from terraformer_ls.propose.accept import check_silenced, new_findings, stage_lost
from terraformer_ls.propose.extent import BlockKey, keyed_blocks
from terraformer_ls.verify.findings import Finding, Stage
from terraformer_ls.verify.report import Report
from terraformer_ls.workspace.snapshot import Snapshot

_DISABLING = ("count", "for_each", "enabled", "lifecycle")
_ABOUT_INSTANCES = re.compile(
    r"\b(?:count|for_each|instances|copies|times|lifecycle|disable\w*|turn(?:ed)? off|without|"
    r"condition\w*|optional\w*|only (?:if|when)|prevent_destroy|ignore_changes|\d+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a request lets a change do.

    Attributes:
        touches: the addresses whose blocks may change or come; None is any.
        removes: the addresses whose blocks may go.
        unlike_policies: whether what is written may displease a policy, since the request names it.
        loses_arguments: whether changed blocks may lack arguments that they had.
        renamed: the old address of each new one that is the same block.
        disables: whether `count`, `for_each`, `enabled` and `lifecycle` may change.
    """

    touches: Collection[str] | None
    removes: Collection[str] = ()
    unlike_policies: bool = False
    loses_arguments: bool = False
    disables: bool = False
    renamed: Mapping[str, str] = field(default_factory=dict[str, str])


def speaks_of_instances(words: str) -> bool:
    """Whether a request may well mean `count` and the like."""
    return _ABOUT_INSTANCES.search(words) is not None


def broken_request_rule(
    allowed: Allowed, before: tuple[Snapshot, Report], after: tuple[Snapshot, Report]
) -> str | None:
    """Why a change is not acceptable as an answer to a request, or None if it is."""
    (old, old_report), (new, new_report) = before, after
    for finding in new_findings(old_report, new_report, renamed=allowed.renamed):
        if not (allowed.unlike_policies and finding.stage is Stage.POLICY):
            where = finding.address or finding.file
            return f"it adds {finding.rule} at {where}: {finding.certificate or finding.message}"
    return (
        stage_lost(old_report, new_report)
        or check_silenced(old, new)
        or _beyond_request(allowed, old, new)
    )


def added_findings(allowed: Allowed, before: Report, after: Report) -> tuple[Finding, ...]:
    """What a change adds that was accepted since the request itself names it."""
    return tuple(new_findings(before, after, renamed=allowed.renamed))


def _beyond_request(allowed: Allowed, old: Snapshot, new: Snapshot) -> str | None:
    old_blocks, new_blocks = dict(_blocks(old)), dict(_blocks(new))
    for key, (document, block) in old_blocks.items():
        address = block.address
        if key not in new_blocks:
            if address not in allowed.removes:
                return f"it removes {address}, which nobody asked for"
            continue
        new_document, new_block = new_blocks[key]
        if document.slice(block.node) == new_document.slice(new_block.node):
            continue
        if allowed.touches is not None and address not in allowed.touches:
            return f"it changes {address}, which nobody asked for"
        reason = _weakened(allowed, (document, block), (new_document, new_block))
        if reason is not None:
            return reason
    return None


def _weakened(
    allowed: Allowed, old: tuple[Document, Block], new: tuple[Document, Block]
) -> str | None:
    (old_document, old_block), (new_document, new_block) = old, new
    if not allowed.disables:
        for name in _DISABLING:
            if _texts(old_document, old_block, name) != _texts(new_document, new_block, name):
                return f"it changes `{name}` of {old_block.address}, which nobody asked for"
    if allowed.loses_arguments:
        return None
    kept = {path for path, _ in _members(new_block)}
    for path, name in _members(old_block):
        if path not in kept:
            return f"it removes `{name}` from {old_block.address}, which nobody asked for"
    return None


def _members(block: Block, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    for attribute in block.attributes:
        yield (*path, attribute.name), attribute.name
    for inner in block.blocks:
        yield (*path, inner.type), inner.type
        yield from _members(inner, (*path, inner.type))


def _texts(document: Document, block: Block, name: str) -> list[str]:
    found: list[Attribute | Block] = [a for a in block.attributes if a.name == name]
    found += block.blocks_of(name)
    return sorted(document.slice(member.node) for member in found)


def _blocks(snapshot: Snapshot) -> Iterator[tuple[BlockKey, tuple[Document, Block]]]:
    for path, document in snapshot.hcl_files.items():
        for key, block in keyed_blocks(path, document):
            yield key, (document, block)
