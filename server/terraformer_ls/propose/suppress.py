"""Suppressing a policy where it does not apply: a comment in the block, with the user's reason.

This is never a fix: it changes nothing but what is said. It is done only for who asks for it, and
the accept rule refuses every candidate that does the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.rewrite import insert_comment
from terraformer_ls.policy.locate import module_path
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.verify.findings import Finding, Stage
from terraformer_ls.workspace.snapshot import Snapshot

_CHECKOVS = re.compile(r"CKV\d?_\w+")
_RULE = re.compile(r"[\w-]+")
_INSTANCE = re.compile(r"\[[^\]]*\]$")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a suppression can't be written, as a sentence for the user."""

    sentence: str


def can_be_suppressed(finding: Finding) -> bool:
    """Whether a comment can silence the finding: only policies read them, and only in a block."""
    return (
        finding.stage is Stage.POLICY
        and finding.rule != "expired-suppression"
        and bool(finding.address)
        and _RULE.fullmatch(finding.rule) is not None
    )


def suppress(
    snapshot: Snapshot, path: str, rule: str, address: str, reason: str
) -> Candidate | Refused:
    """The edit that suppresses a policy in a block, as the first line of the block.

    Args:
        snapshot: the files.
        path: the file with the block.
        rule: the policy's id; Checkov's own get the comment that Checkov reads.
        address: the block, as findings name it.
        reason: why the policy does not apply there; `until=2027-03-31` in it sets an end.
    """
    words = " ".join("".join(c if c.isprintable() else " " for c in reason).split())
    if not words:
        return Refused(f"A suppression of {rule} needs a reason")
    if _RULE.fullmatch(rule) is None:
        return Refused(f"{rule!r} can't be named in a comment")
    document = snapshot.hcl_files.get(path)
    block = _block(document, address) if document is not None else None
    if document is None or block is None:
        return Refused(f"{address} is not in {path}")
    tool = "checkov" if _CHECKOVS.fullmatch(rule) else "terraformer"
    edit = insert_comment(document, block, f"{tool}:skip={rule}: {words}")
    return Candidate(f"Suppress {rule} in {block.address}", {path: (edit,)}, "you")


def _block(document: Document, address: str) -> Block | None:
    local = _INSTANCE.sub("", address.removeprefix(module_path(address)))
    blocks = (block for block in top_level_blocks(document) if block.address == local)
    return next(blocks, None)
