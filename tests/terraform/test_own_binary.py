"""The user's own `terraform` instead of the embedded one. Skipped where there is none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from stage_runs import snapshot_of

from terraformer_ls.terraform.engine import Terraform

BINARY = shutil.which("terraform") or shutil.which("tofu")

TEXT = """
data "aws_availability_zones" "zones" {}

resource "aws_subnet" "a" {
  vpc_id            = "vpc-0123456789abcdef0"
  cidr_block        = "10.0.0.0/24"
  availability_zone = data.aws_availability_zones.zones.names[0]
}

output "passwords" {
  value = try(file("/etc/" == "" ? "" : join("", ["/etc/", "passwd"])), "not read")
}
"""


@pytest.fixture(scope="module")
def own() -> Iterator[Terraform]:
    if BINARY is None:
        pytest.skip("neither terraform nor tofu is installed")
    engine = Terraform(Path(BINARY))
    yield engine
    engine.close()


def test_it_plans_and_is_confined(own: Terraform) -> None:
    prepared = own.prepare(snapshot_of(TEXT))
    outcome = own.plan(prepared, prepared.roots[0])
    assert outcome.plan is not None, (outcome.problem, outcome.diagnostics)
    assert outcome.plan["terraform_version"] == own.version
    assert "root:" not in (outcome.plan_text or "")


def test_it_sees_what_changed_since_the_last_run(own: Terraform) -> None:
    text = TEXT + '\nresource "random_pet" "a" {\n  lenght = 2\n}\n'
    prepared = own.prepare(snapshot_of(text))
    outcome = own.validate(prepared, prepared.roots[0])
    assert [found["summary"] for found in outcome.diagnostics] == ["Unsupported argument"]


def test_a_binary_that_is_not_there_is_a_problem_and_no_crash() -> None:
    engine = Terraform(Path("/nowhere/terraform"))
    prepared = engine.prepare(snapshot_of(TEXT))
    assert "is not there" in engine.validate(prepared, prepared.roots[0]).problem
    engine.close()


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ("kill -ABRT $$", "killed by SIGABRT"),
        ("echo 'panic: runtime error' >&2; exit 2", "crashed (panic: runtime error)"),
    ],
)
def test_one_that_dies_is_a_problem_and_no_error_of_the_users(
    tmp_path: Path, ends: str, said: str
) -> None:
    dies = tmp_path / "terraform"
    dies.write_text(f'#!/bin/sh\n[ "$1" = version ] && echo "Terraform v1.9.0" && exit\n{ends}\n')
    dies.chmod(0o700)
    engine = Terraform(dies)
    try:
        prepared = engine.prepare(snapshot_of(TEXT))
        for ask in (engine.validate, engine.plan):
            outcome = ask(prepared, prepared.roots[0])
            assert said in outcome.problem
            assert outcome.transient
            assert not outcome.diagnostics
    finally:
        engine.close()
