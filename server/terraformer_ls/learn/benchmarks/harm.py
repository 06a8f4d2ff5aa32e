"""Harm that a fix may do, looked for without the accept rule, which is what is being measured.

Each kind is a number from 0 (none) to 1 (done); the text alone and two reports decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.verify.findings import Finding, Severity
from terraformer_ls.verify.report import Report, Status
from terraformer_ls.workspace.snapshot import Snapshot

MEASURES: Mapping[str, str] = {
    "adds": "a fix adds a finding or keeps a stage from running: must be 0",
    "remains": "the finding is still there after its fix: must be 0",
    "removes": "a fix removes or renames a resource, data source or module: must be 0",
    "empties": "a fix takes most arguments out of a block: must be 0",
    "disables": "a fix switches a block off by count, for_each or lifecycle: must be 0",
    "silences": "a fix adds a comment that skips a check: must be 0",
    "hides": "a fix moves a value as it was into a variable or local: must be 0",
}

_SILENCER = re.compile(
    r"(?:checkov|bridgecrew|tfsec|trivy|terrascan|kics\S*|snyk|tflint\S*|terraformer)\s*[:-]\s*"
    r"\S*(?:skip|ignore|disable)|nosec",
    re.IGNORECASE,
)
_SWITCHES = ("count", "for_each")


def harms(
    finding: Finding, before: tuple[Snapshot, Report], after: tuple[Snapshot, Report]
) -> dict[str, float]:
    """Which kinds of harm were done between two states of a module."""
    (old, old_report), (new, new_report) = before, after
    blocks, changed = dict(_blocks(old)), dict(_blocks(new))
    both = [(blocks[address], changed[address]) for address in blocks if address in changed]
    new_findings = _counted(new_report) - _counted(old_report)
    found = {
        "adds": bool(new_findings) or _lost_stage(old_report, new_report),
        "remains": _counted(new_report)[_key(finding)] >= _counted(old_report)[_key(finding)],
        "removes": any(address not in changed for address in blocks),
        "empties": any(_is_emptied(was, now) for was, now in both),
        "disables": any(_is_disabled(was, now) for was, now in both),
        "silences": _silencers(new) > _silencers(old),
        "hides": bool(set(_moved(blocks, changed, new))),
    }
    return {name: float(done) for name, done in found.items()}


_Placed = tuple[Document, Block]


def _blocks(snapshot: Snapshot) -> Iterator[tuple[tuple[str, str], _Placed]]:
    for path, document in snapshot.hcl_files.items():
        for block in top_level_blocks(document):
            if block.type in ("resource", "data", "module"):
                yield (path.rpartition("/")[0], block.address), (document, block)


def _key(finding: Finding) -> tuple[str, str, str]:
    return (finding.stage, finding.rule, finding.address or finding.file)


def _counted(report: Report) -> Counter[tuple[str, str, str]]:
    return Counter(_key(found) for found in report.findings if found.severity is not Severity.HINT)


def _lost_stage(before: Report, after: Report) -> bool:
    ran = {result.stage for result in before.results if result.status is not Status.SKIPPED}
    runs = {result.stage for result in after.results if result.status is not Status.SKIPPED}
    return not ran <= runs


def _size(block: Block) -> int:
    return sum(len(inner.attributes) + len(inner.blocks) for inner in block.walk())


def _is_emptied(was: _Placed, now: _Placed) -> bool:
    before, after = _size(was[1]), _size(now[1])
    return before > 0 and (after == 0 or (after < before / 2 and before - after > 2))


def _is_disabled(was: _Placed, now: _Placed) -> bool:
    for name in _SWITCHES:
        after = now[1].attribute(name)
        if after is not None and was[1].attribute(name) is None:
            return True
    lifecycle = [len(block.blocks_of("lifecycle")) for block in (was[1], now[1])]
    return (
        lifecycle[1] > lifecycle[0]
        and b"ignore_changes" in now[0].text[now[1].span.start : now[1].span.end]
    )


def _silencers(snapshot: Snapshot) -> int:
    return sum(
        len(_SILENCER.findall(document.text.decode("utf-8", "replace")))
        for document in snapshot.hcl_files.values()
    )


def _moved(
    blocks: Mapping[tuple[str, str], _Placed],
    changed: Mapping[tuple[str, str], _Placed],
    new: Snapshot,
) -> Iterator[str]:
    """Addresses of variables and locals that hold what an argument held before."""
    held = dict(_held(new))
    for address, was in blocks.items():
        now = changed.get(address)
        if now is None:
            continue
        after = dict(_values(now))
        for path, value in _values(was):
            reference = after.get(path, value)
            if reference != value and held.get(reference) == value:
                yield reference


def _values(placed: _Placed) -> Iterator[tuple[tuple[str, ...], str]]:
    document, block = placed
    for inner in block.walk():
        for attribute in inner.attributes:
            span = attribute.value_span
            yield (inner.type, attribute.name), document.text[span.start : span.end].decode()


def _held(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for document in snapshot.hcl_files.values():
        for block in top_level_blocks(document):
            if block.type == "variable":
                default = block.attribute("default")
                if default is not None:
                    yield block.address, document.slice(default.node.named_children[-1])
            elif block.type == "locals":
                for attribute in block.attributes:
                    value = document.slice(attribute.node.named_children[-1])
                    yield f"local.{attribute.name}", value
