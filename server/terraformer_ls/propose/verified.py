"""From candidate to proposal: verify it on an overlay of the snapshot and apply the accept rule."""

from __future__ import annotations

from dataclasses import dataclass

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.edits import OverlappingEditsError
from terraformer_ls.propose.accept import broken_rule, new_finding
from terraformer_ls.propose.evidence import gather
from terraformer_ls.propose.proposal import Candidate, Proposal
from terraformer_ls.verify.findings import Finding, Stage
from terraformer_ls.verify.report import Report
from terraformer_ls.verify.reward import reward
from terraformer_ls.workspace.snapshot import Snapshot

CHEAP_STAGES = (Stage.SYNTAX, Stage.SCHEMA)
"""The stages that are asked first, and alone where there is no time for the others."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A candidate that satisfies the accept rule, and how good the module is with it."""

    proposal: Proposal
    candidate: Candidate
    reward: float


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that does not, and why: the certificate that a model is shown."""

    candidate: Candidate
    reason: str


def judge(
    engine: Engine,
    snapshot: Snapshot,
    report: Report,
    candidate: Candidate,
    *,
    target: Finding | None,
    cancellation: Cancellation,
) -> Accepted | Rejected:
    """The verdict on a candidate.

    Args:
        engine: what verifies.
        snapshot: the files without the candidate.
        report: what all stages say about them.
        candidate: the change.
        target: the finding that it must remove, if it is a fix.
        cancellation: stops the verification.
    """
    try:
        changed = snapshot.with_edits(candidate.edits)
    except OverlappingEditsError as error:
        return Rejected(candidate, str(error))
    if changed.content_hash == snapshot.content_hash:
        return Rejected(candidate, "it changes nothing")
    cheap = engine.verify(changed, stages=CHEAP_STAGES, cancellation=cancellation)
    reason = new_finding(report, cheap)
    if reason is not None:
        return Rejected(candidate, reason)
    full = engine.verify(changed, cancellation=cancellation)
    reason = broken_rule(target, (snapshot, report), (changed, full))
    if reason is not None:
        return Rejected(candidate, reason)
    evidence = gather(candidate, (snapshot, report), (changed, full))
    return Accepted(Proposal(candidate.title, candidate.edits, evidence), candidate, reward(full))
