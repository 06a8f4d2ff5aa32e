"""Rego on a plan: what every policy of the packs at hand says about it.

Which engine evaluates, regorus or the user's OPA, is its worker's business: both are asked the same
way and answer the same.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from terraformer_ls import paths
from terraformer_ls.cancellation import Cancellation
from terraformer_ls.child.supervisor import Child, ChildError, ChildTimedOut
from terraformer_ls.policy.rego.concerns import Concerns, is_ours
from terraformer_ls.policy.rego.packs import Packs, Policy

LOAD_DEADLINE = 30.0
EVALUATION_DEADLINE = 5.0
_HANGS_AT_MOST = 3
_REGORUS = "terraformer_ls.policy.rego.worker"
_OPA = "terraformer_ls.policy.rego.opa_worker"
_READ_BY_OURS = ("resource_changes", "configuration", "variables")
"""What our own policies read of a plan; others may read anything."""


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
    """What all policies said about one plan.

    Attributes:
        violations: what they said.
        evaluated: how many hold or not.
        problems: what went wrong, each a sentence.
        answered: whether the engine came to an end; if not, asking again may help.
    """

    violations: tuple[Violation, ...] = ()
    evaluated: int = 0
    problems: tuple[str, ...] = ()
    answered: bool = True


class RegoEngine:
    """Evaluates packs in a child process. Safe to share between threads.

    Args:
        packs: the policies, whose fingerprint says when results may be reused.
        opa: the user's `opa` command; "" is regorus, which needs no program.
        deadline: seconds for one evaluation of all policies, and for each if that takes longer; one
            that hangs is left out from then on and named.
    """

    def __init__(
        self, packs: Packs, *, opa: str = "", deadline: float = EVALUATION_DEADLINE
    ) -> None:
        self.packs = packs
        self._deadline = deadline
        # OPA's worker keeps the limit itself, with a process and some time for each policy.
        longest = deadline * (_HANGS_AT_MOST + 2) + len(packs.policies)
        self._answer_deadline = longest if opa else deadline
        self._concerns = Concerns(packs)
        self._others = any(not is_ours(policy) for policy in packs.policies)
        self._by_id = {policy.id: policy for policy in packs.policies}
        self._scratch = tempfile.TemporaryDirectory(prefix="terraformer-opa-") if opa else None
        worker = [_OPA, opa, self._scratch.name] if self._scratch else [_REGORUS]
        self._child = Child(
            "OPA" if opa else "the Rego engine",
            [sys.executable, "-P", "-m", *worker],
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
        read = (
            plan if self._others else {name: plan[name] for name in _READ_BY_OURS if name in plan}
        )
        text = json.dumps(read, separators=(",", ":"))
        elsewhere = self._concerns.elsewhere(text)
        silent = self._concerns.silent(plan) - elsewhere
        one_by_one = failed = False
        with self._lock:
            for _ in range(_HANGS_AT_MOST + 2):
                at: list[str] = []
                try:
                    self._load(cancellation)
                    answer = self._child.request(
                        "evaluate",
                        {
                            "plan": text,
                            "without": sorted(self._hung | elsewhere | silent),
                            "one_by_one": one_by_one,
                            "seconds": self._deadline,
                        },
                        deadline=self._answer_deadline,
                        cancellation=cancellation,
                        on_event=at.append,
                        events_renew=one_by_one,
                    )
                except ChildTimedOut:
                    self._hung.update(at[-1:])
                    one_by_one = True
                    continue
                except ChildError as error:
                    if not failed:
                        failed = True  # whatever killed it may be gone
                        continue
                    return Judgement(problems=(*self._said(), str(error)), answered=False)
                hung: list[str] = answer.get("hung", [])
                self._hung.update(hung)
                if len(hung) > _HANGS_AT_MOST:
                    break  # OPA's worker left it at that
                return self._judgement(answer, len(silent - self._hung))
        too_many = "too many policies did not come to an end"
        return Judgement(problems=(*self._said(), too_many), answered=False)

    def close(self) -> None:
        """End the child process."""
        self._child.close()
        if self._scratch is not None:
            self._scratch.cleanup()

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

    def _judgement(self, answer: Mapping[str, Any], silent: int) -> Judgement:
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
        evaluated = len(answer["results"]) + silent
        return Judgement(tuple(violations), evaluated, (*self._said(), *problems))

    def _said(self) -> tuple[str, ...]:
        """What is wrong with the packs, whatever the plan."""
        return (
            *self.packs.problems,
            *(f"{name} does not compile: {why}" for name, why in self._problems.items()),
            *(f"{name} took longer than {self._deadline:g} s" for name in sorted(self._hung)),
        )


def _as_json(policy: Policy) -> dict[str, str]:
    return {
        "id": policy.id,
        "package": policy.package,
        "path": str(policy.file),
        "text": policy.text,
    }
