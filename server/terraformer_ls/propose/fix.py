"""Fixes for a finding: candidates from recipes and from the model, each verified."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from enum import StrEnum

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.blocks import Block
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.rewrite import insert_after_block
from terraformer_ls.model import asked_in
from terraformer_ls.model.protocol import ModelUnavailable, Sampling
from terraformer_ls.propose.answered_block import (
    blocks_of_answer,
    edit_to_answered,
    whole_hcl_of,
)
from terraformer_ls.propose.constraint.configuration import ConfigurationConstraint, answer_beside
from terraformer_ls.propose.digest import digests
from terraformer_ls.propose.evidence import identity
from terraformer_ls.propose.proposal import Candidate, Proposal
from terraformer_ls.propose.recipes import candidates_from_recipes, has_recipe
from terraformer_ls.propose.target_block import TargetBlock, target_block
from terraformer_ls.propose.verified import Accepted, judge
from terraformer_ls.verify.findings import Finding
from terraformer_ls.verify.report import Report
from terraformer_ls.workspace.snapshot import Snapshot

__all__ = ["AskModel", "has_recipe", "propose_fixes"]

MODEL_ROUNDS = 3
"""Most of what self-repair gains, it gains in the first three rounds (see docs/architecture.md)."""

_MODEL_SECONDS = 4.5
"""For all rounds together: longer than this nobody waits for a quick fix."""

_LARGEST_BLOCK = 4_000
"""Bytes of a block that a model is asked to rewrite; a longer one costs more than it brings."""


_MOST_REJECTED_RECIPES = 2
"""Of which the model is told why; each costs it a second to read."""


class AskModel(StrEnum):
    """When the model is asked for fixes."""

    NEVER = "never"
    WHERE_NO_RECIPE_HOLDS = "where no recipe holds"
    BESIDE_RECIPES = "beside recipes"


def propose_fixes(
    engine: Engine,
    snapshot: Snapshot,
    finding: Finding,
    *,
    report: Report | None = None,
    ask_model: AskModel = AskModel.WHERE_NO_RECIPE_HOLDS,
    cancellation: Cancellation | None = None,
) -> tuple[Proposal, ...]:
    """Verified fixes for one finding of a snapshot, the best first; none if none holds.

    They are ranked by the module's reward with them, then by how little they change.

    Args:
        engine: what verifies and what writes.
        snapshot: the files that have the finding.
        finding: what must be gone.
        report: the snapshot's report over all stages, if the caller has it.
        ask_model: when the model is asked.
        cancellation: stops verification and decoding.

    Raises:
        Cancelled: the cancellation was requested.
    """
    cancellation = cancellation or Cancellation()
    report = report or engine.verify(snapshot, cancellation=cancellation)
    if identity(finding) not in map(identity, report.findings):
        return ()
    accepted: list[Accepted] = []
    reasons: list[str] = []
    for candidate in candidates_from_recipes(snapshot, finding):
        verdict = judge(
            engine, snapshot, report, candidate, target=finding, cancellation=cancellation
        )
        if isinstance(verdict, Accepted):
            accepted.append(verdict)
        else:
            reasons.append(f"{candidate.title}: {verdict.reason}")
    if ask_model is AskModel.BESIDE_RECIPES or (
        ask_model is AskModel.WHERE_NO_RECIPE_HOLDS and not accepted
    ):
        rejected = reasons[:_MOST_REJECTED_RECIPES]
        accepted.extend(_from_model(engine, snapshot, report, finding, rejected, cancellation))
    accepted.sort(key=lambda verdict: (-verdict.reward, verdict.candidate.size))
    distinct: dict[object, Proposal] = {}
    for verdict in accepted:
        distinct.setdefault(tuple(verdict.candidate.edits.items()), verdict.proposal)
    return tuple(distinct.values())


def _from_model(
    engine: Engine,
    snapshot: Snapshot,
    report: Report,
    finding: Finding,
    rejected: Sequence[str],
    cancellation: Cancellation,
) -> Iterator[Accepted]:
    """What the model makes of the finding's block, told each time why the last try failed."""
    found = target_block(snapshot, finding)
    if engine.model is None or found is None:
        return
    block = found.block
    if block.span.end - block.span.start > _LARGEST_BLOCK:
        return
    text = found.text
    certificates = [finding.certificate or finding.message, *rejected]
    constraint = ConfigurationConstraint(
        snapshot,
        answer_beside(finding.file),
        changes=True,
        opening=f"{asked_in.opening(engine.model)}\n{_header_of(block)}".lstrip("\n"),
    )
    schema = digests(certificates[0], text) if asked_in.reads_schema(engine.model) else ()
    ends = time.monotonic() + _MODEL_SECONDS
    for round_ in range(MODEL_ROUNDS):
        sampling = Sampling(
            max_tokens=min(400, len(text) // 2 + 100),
            temperature=0.0 if round_ == 0 else 0.6,
            top_p=0.95,
            seed=round_,
            deadline=max(ends - time.monotonic(), 0.0),
            constraint=constraint,
        )
        if sampling.deadline == 0.0:
            return
        try:
            messages = asked_in.repair(engine.model, text, finding.rule, certificates, schema)
            answers = engine.model.chat(messages, sampling, cancellation)
        except ModelUnavailable as error:
            engine.notice(str(error))
            return
        for answer in answers:
            # What is missing of an answer that was cut off shows: the finding stays.
            edits = _edits(found, whole_hcl_of(answer))
            if not edits:
                certificates.append(f"the answer was not a changed `{block.address}` block")
                continue
            candidate = Candidate(
                f"Rewrite {block.address}", {finding.file: edits}, engine.model.name
            )
            verdict = judge(
                engine, snapshot, report, candidate, target=finding, cancellation=cancellation
            )
            if isinstance(verdict, Accepted):
                yield verdict
                return
            certificates.append(verdict.reason)


def _header_of(block: Block) -> str:
    """The line that an answer with this block begins with."""
    return " ".join((block.type, *(f'"{label}"' for label in block.labels), "{"))


def _edits(found: TargetBlock, answer: str) -> tuple[TextEdit, ...]:
    """The smallest edits that make the block what the model answered, and add what it added.

    None are there if the block itself is not in the answer.
    """
    document, block = found.document, found.block
    read = blocks_of_answer(answer)
    if read is None:
        return ()
    answered, blocks = read
    own = [b for b in blocks if (b.type, b.labels) == (block.type, block.labels)]
    if len(own) != 1:
        return ()
    edit = edit_to_answered(document, block, answered, own[0])
    edits = [edit] if edit is not None else []
    added = [answered.slice(other.node) for other in blocks if other is not own[0]]
    if added:
        edits.append(insert_after_block(document, block, "\n\n".join(added)))
    return tuple(edits)
