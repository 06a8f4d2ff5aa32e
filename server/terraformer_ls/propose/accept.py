"""The accept rule: what a change must satisfy before anyone sees it.

A finding's absence proves little: the cheapest way to lose one is to delete the resource, to
disable it, to hide the value in a variable or to tell the checker to be quiet. Each rule below
closes one of these doors; the first that a candidate breaks is returned as the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.propose.evidence import identity
from terraformer_ls.verify.findings import Finding, Severity
from terraformer_ls.verify.report import Report, Status
from terraformer_ls.workspace.snapshot import Snapshot

SILENCERS = re.compile(
    rb"checkov:skip|bridgecrew:skip|tfsec:ignore|trivy:ignore|terrascan:skip|kics-scan"
    rb"|snyk:ignore|tflint-ignore|terraformer:skip|nosec",
    re.IGNORECASE,
)
"""Comments by which checkers are told to be quiet."""

_INDIRECT = re.compile(rb"\b(?:var|local)\.")
_NAMES_SOMETHING = re.compile(r"(?:^|_)(?:arn|bucket|id|key_name)s?$")
"""Arguments whose value is the name of another thing, and no decision about this one."""

_EMPTY = (b"", b"[]", b"{}", b'""', b"null", b"toset([])", b"tolist([])", b"tomap({})")
_BlockKey = tuple[str, str, tuple[str, ...], int]
"""What names a block across edits: file, type, labels, occurrence."""

_META_ARGUMENTS = ("count", "for_each", "provider", "lifecycle", "depends_on", "enabled")


def broken_rule(
    target: Finding | None,
    before: tuple[Snapshot, Report],
    after: tuple[Snapshot, Report],
) -> str | None:
    """Why the change from `before` to `after` is not acceptable, or None if it is.

    Args:
        target: the finding that must be gone, if the change is a fix; only its block may change
            then, and whole new blocks may be added.
        before: the snapshot and its report without the change.
        after: the snapshot and its report with it.
    """
    (old, old_report), (new, new_report) = before, after
    return (
        _target_remains(target, old_report, new_report)
        or new_finding(old_report, new_report)
        or stage_lost(old_report, new_report)
        or check_silenced(old, new)
        or (_structure_changed(target, old, new) if target is not None else None)
    )


def new_finding(before: Report, after: Report, *others: Report) -> str | None:
    """The first finding, above hint, that the change adds; None if it adds none.

    What one of the `others` has, earlier reports on the same text in other states, is not new.
    """
    finding = next(new_findings(before, after, *others), None)
    if finding is None:
        return None
    where = finding.address or finding.file
    return f"it adds {finding.rule} at {where}: {finding.certificate or finding.message}"


def new_findings(
    before: Report, after: Report, *others: Report, renamed: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """The findings, above hint, that the change adds.

    `renamed` has the old address of each block that got a new one: what was found there moved.
    """
    known = Counter(map(identity, before.findings))
    for other in others:
        known |= Counter(map(identity, other.findings))
    for finding in after.findings:
        mark = identity(finding)
        if renamed and finding.address in renamed:
            mark = identity(replace(finding, address=renamed[finding.address]))
        if known[mark] > 0:
            known[mark] -= 1
        elif finding.severity is not Severity.HINT:
            yield finding


def _target_remains(target: Finding | None, before: Report, after: Report) -> str | None:
    if target is None:
        return None
    mark = identity(target)
    had = sum(identity(finding) == mark for finding in before.findings)
    has = sum(identity(finding) == mark for finding in after.findings)
    if has and has >= had:
        return f"{target.rule} is still there: {target.certificate or target.message}"
    return None


def stage_lost(before: Report, after: Report) -> str | None:
    """Why a change keeps a stage from its work, or None.

    What was checked before must be checked after: a change that stops a check proves nothing.
    """
    for result in after.results:
        earlier = before.result(result.stage)
        if earlier is None or earlier.status is Status.SKIPPED:
            continue
        if result.status is Status.SKIPPED or set(result.unchecked) - set(earlier.unchecked):
            return f"{result.stage} could no longer be checked: {result.reason}"
    return None


def check_silenced(before: Snapshot, after: Snapshot) -> str | None:
    """Why a change keeps a checker from speaking, or None."""

    def count(snapshot: Snapshot) -> int:
        return sum(len(SILENCERS.findall(file.text)) for file in snapshot.files.values())

    if count(after) > count(before):
        return "it silences a check instead of satisfying it"
    for path in set(before.files) | set(after.files):
        settings = not path.endswith((".tf", ".tofu", ".tf.json", ".tofu.json"))
        if settings and _text(before, path) != _text(after, path):
            return f"it changes {path}, which configures instead of declaring"
    return None


def _structure_changed(target: Finding, old: Snapshot, new: Snapshot) -> str | None:
    old_blocks, new_blocks = dict(_blocks(old)), dict(_blocks(new))
    for key, (document, block) in old_blocks.items():
        if key not in new_blocks:
            if _got_suggested_type(target, block, new_blocks):
                continue
            return f"it removes or renames {block.address}"
        new_document, new_block = new_blocks[key]
        if document.slice(block.node) == new_document.slice(new_block.node):
            continue
        if key[0] != target.file or not _concerns(target, block):
            return f"it changes {block.address}, which has nothing to do with {target.rule}"
        reason = _block_weakened(target, (document, block), (new_document, new_block))
        if reason:
            return reason
    for key, (_, block) in new_blocks.items():
        if key in old_blocks or block.address == _undeclared(target):
            continue
        if target.rule == "unknown-block" and block.type == target.datum("suggestion"):
            continue
        if block.type == "variable" and _only_asks(block, old_blocks, new_blocks):
            continue
        if block.type in ("variable", "locals", "removed", "moved"):
            return f"it adds {block.address}, where the problem could hide"
    return None


def _only_asks(
    variable: Block,
    old_blocks: Mapping[_BlockKey, tuple[Document, Block]],
    new_blocks: Mapping[_BlockKey, tuple[Document, Block]],
) -> bool:
    """Whether a new variable has no value of its own and only says what else is meant.

    Then it can hide no value that was found fault with: it asks for what nobody else knows, and
    new blocks alone refer to it, or new arguments whose value is the name of something.
    """
    if variable.attribute("default") is not None:
        return False
    name = re.compile(rf"\b{re.escape(variable.address)}\b")
    for key in new_blocks.keys() & old_blocks.keys():
        document, block = new_blocks[key]
        had = {path for path, _ in _members(old_blocks[key][1])}
        for path, member in _members(block):
            if not isinstance(member, Attribute) or not name.search(document.slice(member.node)):
                continue
            if path in had or _NAMES_SOMETHING.search(member.name) is None:
                return False
    return True


def _got_suggested_type(
    target: Finding, block: Block, new_blocks: Mapping[_BlockKey, tuple[Document, Block]]
) -> bool:
    """Whether a block whose type does not exist is still there, with the type that was meant."""
    suggestion = target.datum("suggestion")
    if target.rule not in ("unknown-type", "unknown-block"):
        return False
    if not block.span.encloses(target.span):
        return False
    names = (block.type, *block.labels)
    wanted = {
        (*names[:number], suggestion, *names[number + 1 :]) for number in range(min(2, len(names)))
    }
    return any((type_, *labels) in wanted for _, type_, labels, _ in new_blocks)


def _undeclared(target: Finding) -> str:
    """The address that the finding misses a declaration of, "" if it is about anything else."""
    address = target.datum("address")
    if target.rule != "undeclared-variable" or not isinstance(address, tuple):
        return ""
    return ".".join(map(str, cast("tuple[object, ...]", address)))


def _concerns(target: Finding, block: Block) -> bool:
    if not target.address:
        return block.span.overlaps(target.span)
    address = target.address
    while (module := re.match(r"module\.[^.]+\.", address)) is not None:
        address = address[module.end() :]
    return re.sub(r"\[.*?\]", "", address) == block.address or target.address == block.address


def _block_weakened(
    target: Finding, old: tuple[Document, Block], new: tuple[Document, Block]
) -> str | None:
    """Whether the block of the finding lost more than the value that was found fault with."""
    (old_document, old_block), (new_document, new_block) = old, new
    allowed = target.datum("inspected_key")
    allowed_names = set(re.split(r"[/.\[\]]+", allowed)) if isinstance(allowed, str) else set[str]()
    for name in _META_ARGUMENTS:
        if name not in allowed_names and _texts(old_document, old_block, name) != _texts(
            new_document, new_block, name
        ):
            return f"it changes `{name}` of {old_block.address}, which disables more than it fixes"
    left = Counter(path for path, _ in _members(new_block))
    for path, member in _members(old_block):
        if left[path] > 0:
            left[path] -= 1
        elif not allowed_names & set(path):
            name = member.name if isinstance(member, Attribute) else member.type
            return f"it removes `{name}` from {old_block.address}"
    new_values = {
        path: member for path, member in _members(new_block) if isinstance(member, Attribute)
    }
    for path, member in _members(old_block):
        successor = new_values.get(path)
        if not isinstance(member, Attribute) or successor is None:
            continue
        before = old_document.text[member.value_span.start : member.value_span.end]
        after = new_document.text[successor.value_span.start : successor.value_span.end]
        if before != after and after.strip() in _EMPTY and before.strip() not in _EMPTY:
            return f"it empties `{member.name}` of {old_block.address}"
        if _INDIRECT.search(after) and not _INDIRECT.search(before):
            return f"it moves `{member.name}` of {old_block.address} into a variable"
    return None


def _members(
    block: Block, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Attribute | Block]]:
    for attribute in block.attributes:
        yield (*path, attribute.name), attribute
    for inner in block.blocks:
        yield (*path, inner.type), inner
        yield from _members(inner, (*path, inner.type))


def _texts(document: Document, block: Block, name: str) -> list[str]:
    """What the arguments and blocks of a name say, however they are laid out."""
    return sorted(
        " ".join(document.slice(member.node).split())
        for path, member in _members(block)
        if path == (name,)
    )


def _blocks(snapshot: Snapshot) -> Iterator[tuple[_BlockKey, tuple[Document, Block]]]:
    """Every top-level block under a key that survives edits: file, type, labels, occurrence."""
    for path, document in snapshot.hcl_files.items():
        seen: Counter[tuple[str, tuple[str, ...]]] = Counter()
        for block in top_level_blocks(document):
            occurrence = seen[block.type, block.labels]
            seen[block.type, block.labels] += 1
            yield (path, block.type, block.labels, occurrence), (document, block)


def _text(snapshot: Snapshot, path: str) -> bytes:
    document = snapshot.files.get(path)
    return document.text if document is not None else b""
