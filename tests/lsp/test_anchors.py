"""Where findings go when the text around them changes."""

from __future__ import annotations

import pytest

from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.lsp.anchors import moved
from terraformer_ls.verify.findings import Finding, Severity, Stage

TEXT = """\
resource "a" "first" {
  size = 1
}

resource "b" "second" {
  open  = true
  count = 2
}
"""


def finding_on(text: str, part: str, address: str = "b.second") -> Finding:
    at = text.index(part)
    span = Span(len(text[:at].encode()), len((text[:at] + part).encode()))
    return Finding(Stage.POLICY, "RULE", "It is so.", Severity.WARNING, "main.tf", span, address)


def underlined(after: str, found: tuple[Finding, ...]) -> list[str]:
    text = after.encode()
    return [text[finding.span.start : finding.span.end].decode() for finding in found]


@pytest.mark.parametrize(
    ("old", "new", "seen"),
    [
        pytest.param("", "# 🌋\n", ["open  = true"], id="typed at the very top"),
        pytest.param("size = 1", "size = 1\n  x = 2", ["open  = true"], id="typed above"),
        pytest.param("count = 2", "", ["open  = true"], id="removed below"),
        pytest.param("true", "tru", ["open  = tru"], id="typed inside"),
        pytest.param("open  =", "open =", ["open = true"], id="realigned"),
        pytest.param("open  = true", "", ['resource "b" "second" {'], id="its text is gone"),
        pytest.param(
            "  open  = true", "  shut = 1", ['resource "b" "second" {'], id="its line is rewritten"
        ),
        pytest.param(TEXT[TEXT.index('resource "b"') :], "", [], id="its block is gone"),
        pytest.param(TEXT, "", [], id="all is gone"),
    ],
)
def test_a_finding_follows_its_text_and_then_its_block(old: str, new: str, seen: list[str]) -> None:
    after = TEXT.replace(old, new, 1)
    found = moved(
        [finding_on(TEXT, "open  = true")], Document(TEXT.encode()), Document(after.encode())
    )
    assert underlined(after, found) == seen


def test_two_distant_edits_at_once_do_not_lose_what_lies_between() -> None:
    after = TEXT.replace("size = 1", "size = 10").replace("count = 2", "count = 20")
    before = [finding_on(TEXT, "open  = true")]
    found = moved(before, Document(TEXT.encode()), Document(after.encode()))
    assert underlined(after, found) == ["open  = true"]


def test_addresses_of_modules_and_instances_name_the_same_block() -> None:
    after = TEXT.replace("open  = true", "")
    before = [finding_on(TEXT, "open  = true", 'module.m["x.y"].b.second[0]')]
    found = moved(before, Document(TEXT.encode()), Document(after.encode()))
    assert underlined(after, found) == ['resource "b" "second" {']


def test_nothing_moves_when_nothing_changed() -> None:
    before = (finding_on(TEXT, "count = 2"),)
    assert moved(before, Document(TEXT.encode()), Document(TEXT.encode())) == before
