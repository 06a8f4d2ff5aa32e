"""Rewards of many answers at once: each configuration is verified once, in processes of its own."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from terraformer_ls.learn.records import Instance
from terraformer_ls.learn.reward import RewardParts, answered_configuration, reward_of
from terraformer_ls.learn.verified import Verdict, VerifierPool


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said to an instance, and whether it ended there itself."""

    instance: Instance
    said: str
    finished: bool


def judge(verifiers: VerifierPool, answers: Sequence[Answer]) -> list[RewardParts]:
    """The reward of each answer; one that gets no verdict in time is worth nothing.

    What never ends is not verified: it is worth nothing whatever it says.
    """
    configurations = [
        answered_configuration(answer.instance, answer.said) if answer.finished else None
        for answer in answers
    ]
    under_way: dict[str, Future[Verdict]] = {}
    for configuration in configurations:
        if configuration is not None and configuration not in under_way:
            under_way[configuration] = verifiers.submit(configuration)
    parts: list[RewardParts] = []
    for answer, configuration in zip(answers, configurations, strict=True):
        if not answer.finished:
            parts.append(RewardParts(0.0, trick="endless", why="it was cut off"))
        elif configuration is None:
            parts.append(RewardParts(0.0, why="it is no configuration"))
        elif not (verdict := under_way[configuration].result()).report.results:
            parts.append(RewardParts(0.0, why="there was no verdict in time"))
        else:
            parts.append(reward_of(answer.instance, answer.said, configuration, verdict))
    return parts
