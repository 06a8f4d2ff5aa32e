"""From what a policy said about a plan to findings at exact places in the user's text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.policy.rego.engine import Violation
from terraformer_ls.verify.findings import Finding, Severity, Stage
from terraformer_ls.workspace.snapshot import Snapshot

_MODULE_STEP = re.compile(r"module\.(?P<name>[\w-]+)(?:\[[^\]]*\])?\.")
_INSTANCE = re.compile(r"\[[^\]]*\]$")


@dataclass(frozen=True, slots=True)
class _Place:
    file: str
    document: Document
    block: Block


def findings_from(
    violations: Iterable[Violation],
    snapshot: Snapshot,
    root: str,
    severities: Mapping[str, Severity] | None = None,
) -> tuple[Finding, ...]:
    """A finding for each violation, at its block and, where the policy says which, its argument.

    Instances of one block (`count`, `for_each`) say the same at the same place, which is said once.
    What names no address, or one that is not in the snapshot (a remote module's), lands on the call
    of the module, or at the start of the root module.

    Args:
        violations: what the policies said about the plan of one root module.
        snapshot: the files.
        root: the root module's folder.
        severities: the user's own, by policy id.
    """
    found: dict[tuple[str, str, Span, str], Finding] = {}
    for violation in violations:
        finding = _finding(violation, snapshot, root, severities or {})
        found.setdefault((finding.rule, finding.file, finding.span, finding.message), finding)
    return tuple(sorted(found.values(), key=lambda finding: (finding.file, finding.span)))


def _finding(
    violation: Violation, snapshot: Snapshot, root: str, severities: Mapping[str, Severity]
) -> Finding:
    policy = violation.policy
    severity = Severity.INFORMATION if violation.warning else policy.severity
    place = _place(snapshot, root, violation.address)
    if place is None:
        place_file, span = _start(snapshot, root), Span(0, 0)
    else:
        place_file, span = place.file, _span(place, violation.argument)
    reference = next(
        (word for text in policy.references for word in text.split() if word.startswith("http")), ""
    )
    return Finding(
        stage=Stage.POLICY,
        rule=policy.id,
        message=violation.message or policy.title,
        severity=severities.get(policy.id, severity),
        file=place_file,
        span=span,
        address=violation.address,
        help=reference,
        certificate=f"{policy.id}: {policy.title}\n{violation.address}: {violation.message}",
        data=(("argument", violation.argument), ("policy", str(policy.file))),
    )


def _place(snapshot: Snapshot, root: str, address: str) -> _Place | None:
    """The block of an address, or the call of the module that can't be followed."""
    folder, rest, call = root, address, None
    while (step := _MODULE_STEP.match(rest)) is not None:
        called = _block(snapshot, folder, f"module.{step['name']}")
        if called is None:
            return call
        call, rest = called, rest[step.end() :]
        source = called.block.attribute("source")
        text = _literal(called.document, source) if source is not None else ""
        if not text.startswith((".", "..")):
            return call
        folder = posixpath.normpath(posixpath.join(folder, text))
    return _block(snapshot, folder, _INSTANCE.sub("", rest)) or call


def _block(snapshot: Snapshot, folder: str, address: str) -> _Place | None:
    for path, document in snapshot.hcl_files.items():
        if (posixpath.dirname(path) or ".") != folder:
            continue
        for block in top_level_blocks(document):
            if block.address == address:
                return _Place(path, document, block)
    return None


def _span(place: _Place, argument: str) -> Span:
    """The argument's line as far as it exists, else the block's header."""
    at: Block | Attribute = place.block
    for name in (part for part in re.split(r"[./\[\]]+", argument) if part and not part.isdigit()):
        if isinstance(at, Attribute):
            break
        inner = at.attribute(name) or next(iter(at.blocks_of(name)), None)
        if inner is None:
            break
        at = inner
    if isinstance(at, Attribute):
        return at.span
    start, end = at.header.start, at.header.end
    return Span(start, start + len(place.document.text[start:end].rstrip(b" {")))


def _start(snapshot: Snapshot, root: str) -> str:
    inside = [p for p in snapshot.hcl_files if (posixpath.dirname(p) or ".") == root]
    named = [path for path in inside if posixpath.basename(path) == "main.tf"]
    return next(iter([*named, *inside]), "")


def _literal(document: Document, attribute: Attribute) -> str:
    span = attribute.value_span
    return document.text[span.start : span.end].decode("utf-8", "replace").strip('"')
