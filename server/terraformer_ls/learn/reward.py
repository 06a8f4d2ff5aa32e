"""What an answer to an instance is worth to training: its verdict, held against the request.

    reward = ladder x untouched x (BARE + PER_INTENT x share of intents + COMPLETE if all hold)

and 0 where an asked-for resource is missing, the answer does not end, or a trick is played (see
`grpo/tricks.py`). The ladder is that of `verify/reward.py`. What only parses is worth a little, so
that a model which can't do anything yet has a way up; what is valid and beside the point is worth
hardly more. Knows no model and no trainer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from terraformer_ls.learn.benchmarks.asking import configuration_from
from terraformer_ls.learn.benchmarks.tf_mutn import untouched_share
from terraformer_ls.learn.benchmarks.validity import has_blocks, validity
from terraformer_ls.learn.grpo.tricks import Play, missing_resource, tricks_in
from terraformer_ls.learn.intent import holds
from terraformer_ls.learn.records import Instance, Task
from terraformer_ls.learn.verified import Verdict
from terraformer_ls.verify.findings import Severity, Stage
from terraformer_ls.verify.reward import reward as ladder_reward
from terraformer_ls.verify.reward import stage_shares

BARE = 0.2
"""What an answer is worth that passes every stage and does nothing of what was asked."""

PER_INTENT = 0.4
"""What all intents together add, each its part."""

COMPLETE = 0.4
"""What is added when nothing is left to do: then the answer is correct."""

_POLICY_CERTIFICATE = re.compile(r"^policy: ([\w.-]+):.*\(([^()]+)\)$")


@dataclass(frozen=True, slots=True)
class RewardParts:
    """A reward with all that it is made of; shares are from 0 to 1.

    Attributes:
        total: the reward.
        ladder: how far up the ladder the answer got; it is made of the next five.
        syntax: what this stage gave.
        schema: likewise.
        validate: likewise.
        plan: likewise.
        policy: the share of policies that hold, by severity; 0 for what does not plan.
        intents: share of what was asked that the answer does.
        correct: 1 if it plans and does everything that was asked.
        untouched: share of the blocks to be left alone that are what they were.
        trick: which guard found something, "missing" or "endless"; "" if nothing did.
        why: what it found.
    """

    total: float
    ladder: float = 0.0
    syntax: float = 0.0
    schema: float = 0.0
    validate: float = 0.0
    plan: float = 0.0
    policy: float = 0.0
    intents: float = 0.0
    correct: float = 0.0
    untouched: float = 0.0
    trick: str = ""
    why: str = ""


NUMBERS = (
    "total",
    "ladder",
    "syntax",
    "schema",
    "validate",
    "plan",
    "policy",
    "intents",
    "correct",
    "untouched",
)
"""The parts that are numbers, to be averaged."""


def answered_configuration(instance: Instance, said: str) -> str | None:
    """The whole configuration that an answer stands for; None where it is none or says nothing."""
    configuration = configuration_from(said, instance.before)
    return configuration if configuration is not None and has_blocks(configuration) else None


def reward_of(
    instance: Instance,
    said: str,
    configuration: str | None,
    verdict: Verdict,
    *,
    finished: bool = True,
) -> RewardParts:
    """What one answer is worth, part by part.

    Args:
        instance: what was asked.
        said: the answer as the model wrote it.
        configuration: what `answered_configuration` makes of it.
        verdict: of all stages on that configuration; one without stages if there is none.
        finished: whether the model ended its answer itself.
    """
    if configuration is None:
        return RewardParts(0.0)
    shares = stage_shares(verdict.report)
    ladder = ladder_reward(verdict.report)
    plans = validity(configuration, verdict)[Stage.PLAN] == 1.0
    met = _share_met(instance, configuration, verdict, plans=plans)
    complete = plans and met == 1.0
    untouched = untouched_share(instance.before, instance.after, configuration)
    untouched = 1.0 if untouched is None else untouched
    total = ladder * untouched * (BARE + PER_INTENT * met + COMPLETE * complete)
    trick, why = _trick(Play(instance, said, configuration, verdict), finished=finished)
    return RewardParts(
        total=0.0 if trick else total,
        ladder=ladder,
        **{stage.value: shares.get(stage, 0.0) for stage in Stage},
        intents=met,
        correct=float(complete),
        untouched=untouched,
        trick=trick,
        why=why,
    )


def _trick(play: Play, *, finished: bool) -> tuple[str, str]:
    if not finished:
        return "endless", "it was cut off"
    missing = missing_resource(play)
    if missing is not None:
        return "missing", f"{missing} was asked for"
    return next(tricks_in(play), ("", ""))


def _share_met(instance: Instance, configuration: str, verdict: Verdict, *, plans: bool) -> float:
    """The share of intents that hold, without those about what stays; 1 if nothing is asked."""
    if instance.task is Task.REPAIR and not plans:
        return 0.0
    held = [
        holds(each, instance.before, configuration, verdict.plan, verdict.report)
        for each in instance.intents
        if each.kind != "kept"
    ]
    if instance.task is Task.REPAIR:
        held += _policies_met(instance.words.splitlines(), verdict)
    return sum(held) / len(held) if held else 1.0


def _policies_met(certificates: list[str], verdict: Verdict) -> Iterator[bool]:
    """For each certificate of a policy whether it is true no longer; the ladder has the others."""
    result = verdict.report.result(Stage.POLICY)
    for certificate in certificates:
        found = _POLICY_CERTIFICATE.match(certificate)
        if found is None:
            continue
        rule, address = found.groups()
        yield result is not None and not any(
            finding.rule == rule
            and finding.severity is not Severity.HINT
            and finding.address in (address, None, "")
            for finding in result.findings
        )
