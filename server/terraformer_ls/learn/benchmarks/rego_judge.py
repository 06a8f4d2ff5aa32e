"""Whether a plan passes a policy of IaC-Eval: each in a process, since Rego may take for ever."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from typing import Any, cast

from terraformer_ls import paths
from terraformer_ls.child.supervisor import Child, ChildError
from terraformer_ls.child.worker import Request, serve

_DEADLINE = 20.0
_PACKAGE = re.compile(r"^[ \t]*package[ \t]+([\w.]+)", re.M)
_VERSION_1 = re.compile(r"^[ \t]*import[ \t]+rego\.v1\b", re.M)


class RegoJudge:
    """Evaluates one policy on one plan. Safe to share between threads, which wait in turn."""

    def __init__(self) -> None:
        self._child = Child(
            "the Rego judge",
            [sys.executable, "-P", "-m", __name__],
            log=paths.log_folder() / "rego-judge.log",
        )

    def decisions(self, policy: str, plan: Mapping[str, Any]) -> Mapping[str, bool]:
        """What each rule of the policy that says yes or no says, by its name.

        Rules that are sets, functions or values take no part. None of a policy that does not
        compile or does not come to an end.
        """
        params = {"policy": policy, "plan": json.dumps(plan, separators=(",", ":"))}
        try:
            return cast(
                "Mapping[str, bool]", self._child.request("decide", params, deadline=_DEADLINE)
            )
        except ChildError:
            return {}

    def passes(self, policy: str, plan: Mapping[str, Any]) -> bool:
        """Whether the policy decides at all, and none of its rules is false."""
        decisions = self.decisions(policy, plan)
        return bool(decisions) and all(decisions.values())

    def close(self) -> None:
        """End the process."""
        self._child.close()


def decide(params: Mapping[str, Any], request: Request) -> dict[str, bool]:
    """The handler in the child process: `policy` and `plan`, both texts."""
    from regorus import Engine

    del request
    policy: str = params["policy"]
    package = _PACKAGE.search(policy)
    if package is None:
        raise ValueError("the policy names no package")
    engine = Engine()
    engine.set_rego_v0(_VERSION_1.search(policy) is None)
    engine.add_policy("policy.rego", policy)
    engine.set_input_json(params["plan"])
    rows: list[Any] = json.loads(engine.eval_query_as_json(f"data.{package[1]}"))["result"]
    rules: dict[str, object] = rows[0]["expressions"][0]["value"] if rows else {}
    return {name: value for name, value in rules.items() if isinstance(value, bool)}


if __name__ == "__main__":
    serve({"decide": decide})
