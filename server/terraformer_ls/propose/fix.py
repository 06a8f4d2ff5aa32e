"""Fixes for a finding: candidates from recipes and from the model, each verified."""

from __future__ import annotations

import time
from collections.abc import Iterator

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit, minimal_edit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.model.prompts import extract_hcl, fix_messages
from terraformer_ls.model.protocol import ModelUnavailable, Sampling
from terraformer_ls.propose.evidence import identity
from terraformer_ls.propose.proposal import Candidate, Proposal
from terraformer_ls.propose.recipes import candidates_from_recipes, has_recipe
from terraformer_ls.propose.target_block import target_block
from terraformer_ls.propose.verified import Accepted, judge
from terraformer_ls.verify.findings import Finding
from terraformer_ls.verify.report import Report
from terraformer_ls.workspace.snapshot import Snapshot

__all__ = ["has_recipe", "propose_fixes"]

MODEL_ROUNDS = 3
"""Most of what self-repair gains, it gains in the first three rounds (see docs/architecture.md)."""

_MODEL_SECONDS = 5.0
"""For all rounds together: longer than this nobody waits for a quick fix."""

_LARGEST_BLOCK = 4_000
"""Bytes of a block that a model is asked to rewrite; a longer one costs more than it brings."""


def propose_fixes(
    engine: Engine,
    snapshot: Snapshot,
    finding: Finding,
    *,
    report: Report | None = None,
    use_model: bool = True,
    cancellation: Cancellation | None = None,
) -> tuple[Proposal, ...]:
    """Verified fixes for one finding of a snapshot, the best first; none if none holds.

    Args:
        engine: what verifies and what writes.
        snapshot: the files that have the finding.
        finding: what must be gone.
        report: the snapshot's report over all stages, if the caller has it.
        use_model: whether the model is asked when no recipe holds.
        cancellation: stops verification and decoding.
    """
    cancellation = cancellation or Cancellation()
    report = report or engine.verify(snapshot, cancellation=cancellation)
    if identity(finding) not in map(identity, report.findings):
        return ()
    accepted: list[Accepted] = []
    for candidate in candidates_from_recipes(snapshot, finding):
        verdict = judge(
            engine, snapshot, report, candidate, target=finding, cancellation=cancellation
        )
        if isinstance(verdict, Accepted):
            accepted.append(verdict)
    if not accepted and use_model:
        accepted.extend(_from_model(engine, snapshot, report, finding, cancellation))
    accepted.sort(key=lambda verdict: (-verdict.reward, verdict.candidate.size))
    return tuple(verdict.proposal for verdict in accepted)


def _from_model(
    engine: Engine,
    snapshot: Snapshot,
    report: Report,
    finding: Finding,
    cancellation: Cancellation,
) -> Iterator[Accepted]:
    """What the model makes of the finding's block, told each time why the last try failed."""
    found = target_block(snapshot, finding)
    if engine.model is None or found is None:
        return
    document, block = found.document, found.block
    if block.span.end - block.span.start > _LARGEST_BLOCK:
        return
    text = found.text
    certificates = [finding.certificate or finding.message]
    ends = time.monotonic() + _MODEL_SECONDS
    for round_ in range(MODEL_ROUNDS):
        sampling = Sampling(
            max_tokens=min(400, len(text) // 2 + 100),
            temperature=0.0 if round_ == 0 else 0.6,
            top_p=0.95,
            seed=round_,
            deadline=max(ends - time.monotonic(), 0.0),
        )
        if sampling.deadline == 0.0:
            return
        try:
            answers = engine.model.chat(
                fix_messages(text, finding.rule, certificates), sampling, cancellation
            )
        except ModelUnavailable as error:
            engine.notice(str(error))
            return
        for answer in answers:
            candidate = _rewritten(finding, document, block, extract_hcl(answer.text))
            if candidate is None:
                certificates.append(f"the answer was not a changed `{block.address}` block")
                continue
            verdict = judge(
                engine,
                snapshot,
                report,
                Candidate(candidate.title, candidate.edits, engine.model.name),
                target=finding,
                cancellation=cancellation,
            )
            if isinstance(verdict, Accepted):
                yield verdict
                return
            certificates.append(verdict.reason)


def _rewritten(finding: Finding, document: Document, block: Block, answer: str) -> Candidate | None:
    """The smallest edit that makes the block what the model answered."""
    answered = Document(answer.strip().encode("utf-8", errors="replace"))
    blocks = top_level_blocks(answered)
    if [(found.type, found.labels) for found in blocks] != [(block.type, block.labels)]:
        return None
    after = answered.text[blocks[0].span.start : blocks[0].span.end]
    edit = minimal_edit(document.text[block.span.start : block.span.end], after)
    if edit is None:
        return None
    moved = TextEdit(
        Span(edit.span.start + block.span.start, edit.span.end + block.span.start), edit.new_text
    )
    return Candidate(f"Rewrite {block.address}", {finding.file: (moved,)})
