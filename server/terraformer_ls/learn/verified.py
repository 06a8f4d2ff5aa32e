"""Verdicts on many configurations, from several processes at once.

Each process owns a verifier with everything that belongs to it (Terraform, the stand-in provider,
Checkov, Rego) and ends with us. What goes in first comes out first, and only a few configurations
are under way at a time, so that sources of any size can be streamed through.
"""

from __future__ import annotations

import base64
import logging
import pickle
import queue
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from terraformer_ls import paths
from terraformer_ls.child.supervisor import Child, ChildError
from terraformer_ls.verify.findings import Finding, Stage
from terraformer_ls.verify.report import Report, Status

logger = logging.getLogger(__name__)

Item = TypeVar("Item")

FILE = "main.tf"
"""The file that a configuration is verified as, alone in its folder."""

_DEADLINE = 600.0
_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the ladder says about one configuration.

    Attributes:
        report: the stages that were asked; empty where the process died over it, or a tool of its.
        plan: the plan as `terraform show -json` writes it, None where there is none.
        milliseconds: how long it took, without waiting for its turn.
    """

    report: Report
    plan: Mapping[str, Any] | None = None
    milliseconds: float = 0.0

    @property
    def stages(self) -> dict[str, str]:
        """The status of each stage that was asked, by name: what records hold."""
        return {str(result.stage): str(result.status) for result in self.report.results}

    def passed(self, *stages: Stage) -> bool:
        """Whether every one of these stages passed."""
        results = [self.report.result(stage) for stage in stages]
        return all(found is not None and found.status is Status.PASSED for found in results)

    @property
    def plans(self) -> bool:
        """Whether it passed all stages up to a plan that is there."""
        return self.plan is not None and self.passed(
            Stage.SYNTAX, Stage.SCHEMA, Stage.VALIDATE, Stage.PLAN
        )

    @property
    def policy_findings(self) -> tuple[Finding, ...]:
        """What Checkov and Rego found."""
        result = self.report.result(Stage.POLICY)
        return result.findings if result is not None else ()


@dataclass(frozen=True, slots=True)
class Verified(Generic[Item]):
    """An item with the verdict on its configuration."""

    item: Item
    text: str
    verdict: Verdict


class Verifiers(Protocol):
    """Whatever verifies many configurations: processes here, or a cluster (`ray_cluster.py`)."""

    def verify(
        self, drafts: Iterable[tuple[Item, str]], *, stages: Sequence[Stage] = tuple(Stage)
    ) -> Iterator[Verified[Item]]:
        """Verdicts on configurations, in the order of the drafts."""
        ...

    def close(self) -> None:
        """End all processes."""
        ...


class VerifierPool:
    """Processes on this machine. Cheap to make: they start when they are first needed.

    Args:
        workers: how many processes.
        deadline: seconds for one configuration, the start of its process included; one that takes
            longer costs its process and gets a verdict without stages.
    """

    def __init__(self, workers: int = 1, deadline: float = _DEADLINE) -> None:
        self._workers = max(workers, 1)
        self._deadline = deadline
        self._waiting: queue.SimpleQueue[tuple[Mapping[str, Any], Future[Verdict]] | None] = (
            queue.SimpleQueue()
        )
        self._children = [
            Child(
                "the verifier",
                [sys.executable, "-P", "-m", "terraformer_ls.learn.verify_worker"],
                log=paths.log_folder() / "verify-worker.log",
            )
            for _ in range(self._workers)
        ]
        self._threads: list[threading.Thread] = []
        self._closing = False

    def __enter__(self) -> VerifierPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def verify(
        self, drafts: Iterable[tuple[Item, str]], *, stages: Sequence[Stage] = tuple(Stage)
    ) -> Iterator[Verified[Item]]:
        """Verdicts on configurations, in the order of the drafts.

        Drafts are taken as they are needed, a few ahead of what is asked for.
        """
        under_way: deque[tuple[Item, str, Future[Verdict]]] = deque()
        for item, text in drafts:
            under_way.append((item, text, self.submit(text, stages)))
            if len(under_way) >= self._workers * _AHEAD:
                done, its_text, verdict = under_way.popleft()
                yield Verified(done, its_text, verdict.result())
        for done, its_text, verdict in under_way:
            yield Verified(done, its_text, verdict.result())

    def verdict(self, text: str, stages: Sequence[Stage] = tuple(Stage)) -> Verdict:
        """The verdict on one configuration."""
        return self.submit(text, stages).result()

    def submit(self, text: str, stages: Sequence[Stage] = tuple(Stage)) -> Future[Verdict]:
        """Have a configuration verified as soon as a process is free."""
        if not self._threads:
            for child in self._children:
                thread = threading.Thread(target=self._serve, args=(child,), daemon=True)
                self._threads.append(thread)
                thread.start()
        future: Future[Verdict] = Future()
        self._waiting.put(({"text": text, "stages": [str(stage) for stage in stages]}, future))
        return future

    def close(self) -> None:
        """End all processes; what is under way is answered by a verdict without stages."""
        self._closing = True
        for _ in self._threads:
            self._waiting.put(None)
        for child in self._children:
            child.close()
        for thread in self._threads:
            thread.join()
        self._threads = []

    def _serve(self, child: Child) -> None:
        while (entry := self._waiting.get()) is not None:
            params, future = entry
            try:
                answer = child.request("verify", params, deadline=self._deadline)
                future.set_result(unpacked(answer))
            except ChildError as error:
                if not self._closing:
                    logger.warning("a configuration could not be verified: %s", error)
                future.set_result(Verdict(Report(())))


def packed(verdict: Verdict) -> str:
    """A verdict as text, for a pipe between our own processes."""
    return base64.b64encode(pickle.dumps(verdict)).decode("ascii")


def unpacked(text: str) -> Verdict:
    """The inverse of `packed`, for what one of our own processes sent."""
    verdict: Verdict = pickle.loads(base64.b64decode(text))
    return verdict
