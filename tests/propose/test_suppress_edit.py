"""A suppression is written where the tool that must read it reads it, and changes nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from module_files import snapshot_of

from terraformer_ls.engine import Engine
from terraformer_ls.propose.suppress import Refused, can_be_suppressed, suppress
from terraformer_ls.settings import Settings
from terraformer_ls.workspace.snapshot import Snapshot

GROUP = """resource "aws_security_group" "database" { # for the shop
  name = "database"
  ingress {
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
"""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """With plans, which Rego judges."""
    engine = Engine(Settings(model="off"))
    yield engine
    engine.close()


def suppressed(snapshot: Snapshot, rule: str, address: str, reason: str = "reviewed") -> Snapshot:
    candidate = suppress(snapshot, "main.tf", rule, address, reason)
    assert not isinstance(candidate, Refused), candidate.sentence
    return snapshot.with_edits(candidate.edits)


def text(snapshot: Snapshot) -> str:
    return snapshot.files["main.tf"].text.decode()


@pytest.mark.parametrize("rule", ["CKV_AWS_23", "TF_AWS_NET_1"])
def test_the_finding_is_gone_and_no_other_one(engine: Engine, rule: str) -> None:
    before = snapshot_of(main=GROUP)
    report = engine.verify(before)
    target = next(finding for finding in report.findings if finding.rule == rule)
    assert can_be_suppressed(target)
    after = suppressed(before, rule, target.address)
    left = {finding.rule for finding in engine.verify(after).findings}
    assert left == {finding.rule for finding in report.findings} - {rule}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (GROUP, GROUP.replace("shop\n", "shop\n  # terraformer:skip=T: reviewed\n", 1)),
        (
            'resource "a" "b" {}\n',
            'resource "a" "b" {\n  # terraformer:skip=T: reviewed\n}\n',
        ),
        (
            'resource "a" "b" { c = 1 }\n',
            'resource "a" "b" {\n  # terraformer:skip=T: reviewed\n  c = 1\n}\n',
        ),
        (
            'resource "a" "b" {\r\n  c = 1\r\n}\r\n',
            'resource "a" "b" {\r\n  # terraformer:skip=T: reviewed\r\n  c = 1\r\n}\r\n',
        ),
    ],
    ids=["comment on the header", "empty", "one line", "crlf"],
)
def test_it_is_the_first_line_of_the_block(before: str, after: str) -> None:
    address = "aws_security_group.database" if before == GROUP else "a.b"
    assert text(suppressed(snapshot_of(main=before), "T", address)) == after


def test_instances_and_modules_are_suppressed_in_their_block() -> None:
    snapshot = snapshot_of(main='data "a" "b" {\n}\n')
    for address in ("data.a.b", "data.a.b[0]", 'module.m["x.y"].data.a.b["k"]'):
        assert "checkov:skip=CKV_X_1: r" in text(suppressed(snapshot, "CKV_X_1", address, "r"))


def test_a_reason_is_one_line() -> None:
    snapshot = snapshot_of(main='resource "a" "b" {}\n')
    written = text(suppressed(snapshot, "T", "a.b", " two\nlines }\x00 "))
    assert "# terraformer:skip=T: two lines }\n" in written


@pytest.mark.parametrize(
    ("path", "rule", "address", "reason", "said"),
    [
        ("main.tf", "T", "a.b", " \n", "needs a reason"),
        ("main.tf", "T", "a.c", "r", "a.c is not in main.tf"),
        ("none.tf", "T", "a.b", "r", "a.b is not in none.tf"),
        ("main.tf", "T: x\n", "a.b", "r", "can't be named"),
    ],
)
def test_what_cannot_be_written_is_refused(
    path: str, rule: str, address: str, reason: str, said: str
) -> None:
    refused = suppress(snapshot_of(main='resource "a" "b" {}\n'), path, rule, address, reason)
    assert isinstance(refused, Refused)
    assert said in refused.sentence
