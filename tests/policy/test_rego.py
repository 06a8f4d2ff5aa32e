"""Rego on a plan: conftest's rules, plain rules, both versions of Rego, and bad policies."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.child.supervisor import Child
from terraformer_ls.hcl.document import Document
from terraformer_ls.policy.plan_policies import PlanPolicies
from terraformer_ls.policy.rego.engine import Judgement, RegoEngine
from terraformer_ls.policy.rego.findings import findings_from
from terraformer_ls.policy.rego.packs import read_packs, shipped_folder
from terraformer_ls.settings import Settings
from terraformer_ls.verify.findings import Severity
from terraformer_ls.verify.report import Status
from terraformer_ls.workspace.snapshot import Snapshot

PLAN = {
    "resource_changes": [
        {
            "address": "aws_s3_bucket.logs",
            "mode": "managed",
            "type": "aws_s3_bucket",
            "name": "logs",
            "change": {"actions": ["create"], "after": {"bucket": "logs"}},
        }
    ]
}
Judge = Callable[..., Judgement]


STAND_IN = Path(__file__).with_name("stand_in_for_opa.py")


@pytest.fixture(params=["regorus", "opa"])
def opa(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """No path, and that of a command that stands for OPA."""
    if request.param == "regorus":
        return ""
    command = tmp_path_factory.mktemp("bin") / "opa"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{STAND_IN}" "$@"\n')
    command.chmod(0o755)
    return str(command)


@pytest.fixture
def judge(tmp_path: Path, opa: str) -> Iterator[Judge]:
    engines: list[RegoEngine] = []

    def judge(deadline: float = 5.0, **policies: str) -> Judgement:
        for name, text in policies.items():
            suffix = "json" if name == "data" else "rego"
            (tmp_path / f"{name}.{suffix}").write_text(text)
        engines.append(RegoEngine(read_packs([tmp_path]), opa=opa, deadline=deadline))
        return engines[-1].judge(PLAN)

    yield judge
    for engine in engines:
        engine.close()


def test_conftest_rules_of_today(judge: Judge) -> None:
    judgement = judge(
        policy="""package main
import rego.v1
deny contains msg if { some c in input.resource_changes; msg := sprintf("no %s", [c.address]) }
warn contains {"msg": "careful", "address": "aws_s3_bucket.logs", "argument": "bucket"} if true
violation contains {"msg": "broken"} if true
"""
    )
    said = {(v.message, v.warning, v.address) for v in judgement.violations}
    assert said == {
        ("no aws_s3_bucket.logs", False, ""),
        ("careful", True, "aws_s3_bucket.logs"),
        ("broken", False, ""),
    }
    assert judgement.problems == ()


def test_conftest_rules_of_yesterday(judge: Judge) -> None:
    judgement = judge(
        policy='package main\ndeny[msg] { input.resource_changes[_].type == "aws_s3_bucket"; '
        'msg := "no buckets" }\n'
    )
    assert [v.message for v in judgement.violations] == ["no buckets"]


def test_plain_rules_are_requirements(judge: Judge) -> None:
    judgement = judge(
        policy="package terraform.validation\n"
        "default has_bucket = false\nhas_bucket { input.resource_changes[_].name == "
        '"logs" }\n'
        "default has_vpc = false\nhas_vpc { input.resource_changes[_].type == "
        '"aws_vpc" }\n'
    )
    assert [v.message for v in judgement.violations] == ["has_vpc is false"]


def test_data_files_are_at_hand(judge: Judge) -> None:
    judgement = judge(
        data='{"forbidden": ["aws_s3_bucket"]}',
        policy="package main\nimport rego.v1\n"
        "deny contains c.type if { some c in input.resource_changes; c.type in data.forbidden }\n",
    )
    assert [v.message for v in judgement.violations] == ["aws_s3_bucket"]


def test_a_policy_that_does_not_compile_is_named_and_the_others_speak(judge: Judge) -> None:
    judgement = judge(
        broken="package broken\ndeny contains\n",
        good='package good\nimport rego.v1\ndeny contains "seen" if true\n',
    )
    assert [v.message for v in judgement.violations] == ["seen"]
    assert any("broken does not compile" in problem for problem in judgement.problems)


def test_a_policy_that_fails_on_this_plan_is_named(judge: Judge) -> None:
    judgement = judge(
        failing="package failing\nimport rego.v1\n"
        'deny contains "never" if { some c in input.resource_changes; '
        "count(array.concat(c.change.after.bucket, [])) > 0 }\n"
    )
    assert judgement.violations == ()
    assert any(problem.startswith("failing: ") for problem in judgement.problems)


def test_a_policy_that_takes_for_ever_is_left_out_and_named(judge: Judge, opa: str) -> None:
    deadline = 10.0 if opa else 2.0  # OPA is a process of its own each time
    judgement = judge(
        deadline=deadline,
        endless="package endless\nimport rego.v1\n"
        "n := numbers.range(1, 3000)\n"
        'deny contains "never" if { some a in n; some b in n; some c in n; a + b + c == 0 }\n',
        good='package good\nimport rego.v1\ndeny contains "seen" if true\n',
    )
    assert [v.message for v in judgement.violations] == ["seen"]
    assert judgement.problems == (f"endless took longer than {deadline:g} s",)


def test_an_engine_that_dies_once_it_is_loaded_is_loaded_again(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = Child.request
    deaths = [0, 0]

    def with_death(child: Child, method: str, *args: Any, **options: Any) -> Any:
        if method == "evaluate" and deaths:
            deaths.pop()
            assert child.pid is not None
            os.kill(child.pid, signal.SIGKILL)
            while child.pid is not None:
                time.sleep(0.01)
        return request(child, method, *args, **options)

    monkeypatch.setattr(Child, "request", with_death)
    policy = 'package good\nimport rego.v1\ndeny contains "seen" if true\n'
    twice = judge(good=policy)  # what takes its place has no policies, and must not say so by "no"
    assert (twice.violations, twice.answered) == ((), False)
    deaths.append(0)
    once = judge(good=policy)
    assert ([v.message for v in once.violations], once.answered) == (["seen"], True)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    packs = read_packs([tmp_path / "none"])
    assert packs.policies == ()
    assert packs.problems == (f"the policy folder {tmp_path / 'none'} does not exist",)


def test_findings_land_on_the_argument_in_the_module_that_has_it(judge: Judge) -> None:
    root = 'module "store" {\n  source = "./store"\n}\n\nmodule "far" {\n  source = "a/b/aws"\n}\n'
    child = 'resource "aws_s3_bucket" "logs" {\n  count  = 2\n  bucket = "logs"\n}\n'
    snapshot = Snapshot(
        Path("/workspace"),
        {"main.tf": Document(root.encode()), "store/main.tf": Document(child.encode())},
    )
    judgement = judge(
        policy="package main\nimport rego.v1\n"
        'deny contains {"msg": "m", "address": a, "argument": "bucket"} if {\n'
        '  some a in ["module.store.aws_s3_bucket.logs[0]", "module.store.aws_s3_bucket.logs[1]"]\n'
        "}\n"
        'warn contains {"msg": "w", "address": "module.far.aws_vpc.main"} if true\n'
    )
    findings = findings_from(judgement.violations, snapshot, ".", {"main": Severity.HINT})
    places = [
        (f.file, snapshot.files[f.file].text[f.span.start : f.span.end].decode()) for f in findings
    ]
    assert places == [("main.tf", 'module "far"'), ("store/main.tf", 'bucket = "logs"')]
    assert {finding.severity for finding in findings} == {Severity.HINT}


def test_a_policy_reaches_no_network(judge: Judge, opa: str) -> None:
    judgement = judge(
        curious="package curious\nimport rego.v1\n"
        'deny contains r if { r := http.send({"method": "get", "url": "http://127.0.0.1:9"}) }\n',
        good='package good\nimport rego.v1\ndeny contains "seen" if true\n',
    )
    assert [v.message for v in judgement.violations] == ["seen"]
    if opa:
        (problem,) = judgement.problems
        assert (
            problem
            == "curious does not compile: rego_type_error: undefined function http.send (line 1)"
        )


def test_an_opa_that_is_none_is_said(tmp_path: Path) -> None:
    snapshot = Snapshot(tmp_path, {"main.tf": Document(b"")})
    old = tmp_path / "old"
    old.write_text("#!/bin/sh\necho 'Version: 0.68.0'\n")
    old.chmod(0o755)
    for path, why in ((tmp_path / "none", "is no program"), (old, "1.0 or newer is needed")):
        policies = PlanPolicies(Settings(opa_path=str(path)), lambda _s, _c: {".": PLAN})
        result = policies.run(snapshot, (), Cancellation())
        policies.close()
        assert result.status is Status.SKIPPED
        assert why in result.reason


def test_the_plan_policies_ask_the_opa_of_the_settings(opa: str, tmp_path: Path) -> None:
    (tmp_path / "own.rego").write_text(
        'package own\nimport rego.v1\ndeny contains "seen" if true\n'
    )
    snapshot = Snapshot(tmp_path, {"main.tf": Document(b"")})
    settings = Settings(opa_path=opa, policy_packs=(), policy_folders=(str(tmp_path),))
    policies = PlanPolicies(settings, lambda _snapshot, _cancellation: {".": PLAN})
    result = policies.run(snapshot, (), Cancellation())
    assert [finding.message for finding in result.findings] == ["seen"]
    assert ("opa 1.4.2" in policies.version) is bool(opa)
    policies.close()


def test_the_shipped_packs_say_the_same_with_either_engine(opa: str) -> None:
    engine = RegoEngine(read_packs([shipped_folder()]), opa=opa, deadline=60.0)
    judgement = engine.judge(PLAN)
    engine.close()
    aws = [p for p in engine.packs.policies if p.pack.startswith("aws-")]
    assert judgement.problems == ()
    assert judgement.evaluated == len(aws)
    assert {v.policy.id for v in judgement.violations} == {"TF_AWS_TAG_1"}
