"""Rego on a plan: what every policy of the packs at hand says about it."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from terraformer_ls import paths
from terraformer_ls.cancellation import Cancellation
from terraformer_ls.child.supervisor import Child, ChildError, ChildTimedOut
from terraformer_ls.policy.rego.packs import Packs, Policy

LOAD_DEADLINE = 10.0
EVALUATION_DEADLINE = 5.0
_HANGS_AT_MOST = 3
_TYPES_OF_CLOUDS = {"aws": '"aws_', "azure": '"azure', "gcp": '"google_'}


@dataclass(frozen=True, slots=True)
class Violation:
    """What a policy said.

    Attributes:
        policy: who said it.
        message: the policy's own words.
        warning: whether it was a `warn` rule.
        address: Terraform's address of what it is about, "" where the policy did not say.
        argument: the path of the argument at fault (`ingress.cidr_blocks`), "" likewise.
    """

    policy: Policy
    message: str
    warning: bool = False
    address: str = ""
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What all policies said about one plan, how many could speak, and what went wrong."""

    violations: tuple[Violation, ...] = ()
    evaluated: int = 0
    problems: tuple[str, ...] = ()


class RegoEngine:
    """Evaluates packs in a child process. Safe to share between threads.

    Args:
        packs: the policies, whose fingerprint says when results may be reused.
        deadline: seconds for one evaluation of all policies; one that hangs is left out from then
            on and named.
    """

    def __init__(self, packs: Packs, *, deadline: float = EVALUATION_DEADLINE) -> None:
        self.packs = packs
        self._deadline = deadline
        self._by_id = {policy.id: policy for policy in packs.policies}
        self._child = Child(
            "the Rego engine",
            [sys.executable, "-P", "-m", "terraformer_ls.policy.rego.worker"],
            log=paths.log_folder() / "rego.log",
        )
        self._loaded_in: int | None = None
        self._lock = threading.Lock()
        self._hung: set[str] = set()
        self._problems: dict[str, str] = {}

    def judge(self, plan: Mapping[str, Any], cancellation: Cancellation | None = None) -> Judgement:
        """What the policies say about a plan in the form of `terraform show -json`."""
        if not self.packs.policies:
            return Judgement(problems=self.packs.problems)
        text = json.dumps(plan, separators=(",", ":"))
        elsewhere = {policy.id for policy in self.packs.policies if not _concerns(policy, text)}
        one_by_one = False
        with self._lock:
            for _ in range(_HANGS_AT_MOST + 1):
                at: list[str] = []
                try:
                    self._load(cancellation)
                    answer = self._child.request(
                        "evaluate",
                        {
                            "plan": text,
                            "without": sorted(self._hung | elsewhere),
                            "one_by_one": one_by_one,
                        },
                        deadline=self._deadline,
                        cancellation=cancellation,
                        on_event=at.append,
                    )
                except ChildTimedOut:
                    self._hung.update(at[-1:])
                    one_by_one = True
                    continue
                except ChildError as error:
                    return Judgement(problems=(*self._said(), str(error)))
                return self._judgement(answer)
        return Judgement(problems=(*self._said(), "too many policies did not come to an end"))

    def close(self) -> None:
        """End the child process."""
        self._child.close()

    def _load(self, cancellation: Cancellation | None) -> None:
        if self._child.pid is not None and self._child.pid == self._loaded_in:
            return
        answer = self._child.request(
            "load",
            {
                "policies": [_as_json(policy) for policy in self.packs.policies],
                "libraries": [_as_json(library) for library in self.packs.libraries],
                "data": [text for _, text in sorted(self.packs.data.items())],
            },
            deadline=LOAD_DEADLINE,
            cancellation=cancellation,
        )
        self._problems = answer["problems"]
        self._loaded_in = self._child.pid

    def _judgement(self, answer: Mapping[str, Any]) -> Judgement:
        violations = [
            Violation(
                self._by_id[identifier],
                said["message"],
                said["level"] == "warn",
                said.get("address", ""),
                said.get("argument", ""),
            )
            for identifier, all_said in answer["results"].items()
            for said in all_said
        ]
        problems = [f"{self._by_id[name].id}: {why}" for name, why in answer["problems"].items()]
        return Judgement(tuple(violations), len(answer["results"]), (*self._said(), *problems))

    def _said(self) -> tuple[str, ...]:
        """What is wrong with the packs, whatever the plan."""
        return (
            *self.packs.problems,
            *(f"{name} does not compile: {why}" for name, why in self._problems.items()),
            *(f"{name} took longer than {self._deadline:g} s" for name in sorted(self._hung)),
        )


def _concerns(policy: Policy, plan: str) -> bool:
    """Whether a policy of ours, which its pack's name gives to one cloud, can speak of a plan."""
    if not policy.package.startswith("terraformer."):
        return True
    return _TYPES_OF_CLOUDS.get(policy.pack.partition("-")[0], "") in plan


def _as_json(policy: Policy) -> dict[str, str]:
    return {
        "id": policy.id,
        "package": policy.package,
        "path": str(policy.file),
        "text": policy.text,
    }
