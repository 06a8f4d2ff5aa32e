from __future__ import annotations

from datetime import date
from pathlib import Path

from terraformer_ls.hcl.document import Document
from terraformer_ls.policy.suppressions import (
    expired_suppressions,
    suppressions_in,
    without_suppressed,
)
from terraformer_ls.verify.findings import Finding, Severity, Stage
from terraformer_ls.workspace.snapshot import Snapshot

TEXT = """\
resource "aws_security_group" "a" {
  # terraformer:skip=TF_AWS_NET_1: reached through the VPN only until=2027-03-31
  name = "a"
}

resource "aws_security_group" "b" {
  // checkov:skip=CKV_AWS_23:generated until=2026-01-31
  name = "b" # terraformer:skip=TF_AWS_NET_1,TF_AWS_NET_2: see until=soon
}
"""
SNAPSHOT = Snapshot(Path("/module"), {"main.tf": Document(TEXT.encode())})
TODAY = date(2026, 11, 22)


def finding(rule: str, text: str) -> Finding:
    document = SNAPSHOT.files["main.tf"]
    start = document.text.index(text.encode())
    from terraformer_ls.hcl.positions import Span

    span = Span(start, start + len(text))
    return Finding(Stage.POLICY, rule, "m", Severity.ERROR, "main.tf", span)


def test_what_is_suppressed_in_a_block_is_suppressed_there_alone() -> None:
    a, b = finding("TF_AWS_NET_1", 'name = "a"'), finding("TF_AWS_NET_3", 'name = "b"')
    other = finding("TF_AWS_NET_2", 'name = "a"')
    left = without_suppressed([a, b, other], suppressions_in(SNAPSHOT), TODAY)
    assert left == (b, other)


def test_an_expired_suppression_no_longer_suppresses_and_is_reported() -> None:
    a = finding("TF_AWS_NET_1", 'name = "a"')
    later = date(2027, 4, 1)
    suppressions = suppressions_in(SNAPSHOT)
    assert without_suppressed([a], suppressions, date(2027, 3, 31)) == ()
    assert without_suppressed([a], suppressions, later) == (a,)
    assert (
        "TF_AWS_NET_1 ended on 2027-03-31" in expired_suppressions(suppressions, later)[0].message
    )


def test_expired_ones_of_checkov_and_days_that_are_none_are_reported_too() -> None:
    messages = [found.message for found in expired_suppressions(suppressions_in(SNAPSHOT), TODAY)]
    assert messages == [
        "The suppression of CKV_AWS_23 ended on 2026-01-31; renew or remove it",
        "until=soon is no date of the form 2027-03-31",
    ]
