"""Suppressions of ours: a comment in a block that says why a policy does not apply to it.

    # terraformer:skip=TF_AWS_NET_1: reached through the VPN only until=2027-03-31

They stand where Checkov's `checkov:skip` stands and look alike; Checkov's own are Checkov's
business, except that `until=` in their reason is honoured here too: once that day has passed, the
suppression itself becomes a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.verify.findings import Finding, Severity, Stage
from terraformer_ls.workspace.snapshot import Snapshot

_COMMENT = re.compile(
    rb"(?:#|//|/\*)[ \t]*(?P<tool>terraformer|checkov|bridgecrew):[ \t]*skip[ \t]*="
    rb"[ \t]*(?P<rules>[\w,-]+)[ \t]*:?[ \t]*(?P<reason>[^\r\n]*)"
)
_UNTIL = re.compile(r"\buntil=(?P<day>[\w-]+)")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: which rules it silences in which block, why, and until when.

    `until` is None where no day is given; `unreadable` is the text of one that is no date.
    """

    rules: tuple[str, ...]
    reason: str
    ours: bool
    file: str
    span: Span
    block: Span
    address: str
    until: date | None = None
    unreadable: str = ""

    def expired(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.until is not None and self.until < today


def suppressions_in(snapshot: Snapshot) -> tuple[Suppression, ...]:
    """Every suppression in the snapshot's blocks, ours and Checkov's."""
    return tuple(
        suppression
        for path, document in snapshot.hcl_files.items()
        if b"skip" in document.text
        for block in top_level_blocks(document)
        for suppression in _in_block(path, document, block)
    )


def without_suppressed(
    findings: Iterable[Finding], suppressions: Iterable[Suppression], today: date
) -> tuple[Finding, ...]:
    """The findings that no suppression of ours in force covers."""
    in_force = [found for found in suppressions if found.ours and not found.expired(today)]
    return tuple(
        finding
        for finding in findings
        if not any(
            finding.rule in found.rules
            and finding.file == found.file
            and found.block.encloses(finding.span)
            for found in in_force
        )
    )


def expired_suppressions(suppressions: Iterable[Suppression], today: date) -> tuple[Finding, ...]:
    """A finding for each suppression whose day has passed or is no date."""
    return tuple(_expired(suppressions, today))


def _expired(suppressions: Iterable[Suppression], today: date) -> Iterator[Finding]:
    for found in suppressions:
        rules = ", ".join(found.rules)
        if found.expired(today):
            message = f"The suppression of {rules} ended on {found.until}; renew or remove it"
        elif found.unreadable:
            message = f"until={found.unreadable} is no date of the form 2027-03-31"
        else:
            continue
        yield Finding(
            stage=Stage.POLICY,
            rule="expired-suppression",
            message=message,
            severity=Severity.WARNING,
            file=found.file,
            span=found.span,
            address=found.address,
            certificate=message,
        )


def _in_block(path: str, document: Document, block: Block) -> Iterator[Suppression]:
    text = document.text[block.span.start : block.span.end]
    for comment in _COMMENT.finditer(text):
        reason = comment["reason"].decode("utf-8", "replace").removesuffix("*/").strip()
        until, unreadable = _until(reason)
        yield Suppression(
            rules=tuple(comment["rules"].decode().split(",")),
            reason=reason,
            ours=comment["tool"] == b"terraformer",
            file=path,
            span=Span(*comment.span()).moved(block.span.start),
            block=block.span,
            address=block.address,
            until=until,
            unreadable=unreadable,
        )


def _until(reason: str) -> tuple[date | None, str]:
    found = _UNTIL.search(reason)
    if found is None:
        return None, ""
    try:
        return date.fromisoformat(found["day"]), ""
    except ValueError:
        return None, found["day"]
