"""What the schema stage says about its findings besides their message."""

from __future__ import annotations

from pathlib import Path

import pytest

from terraformer_ls.cancellation import Cancellation, Cancelled
from terraformer_ls.hcl.document import Document
from terraformer_ls.verify.findings import Finding, Tag
from terraformer_ls.verify.report import StageResult, Status
from terraformer_ls.verify.stages.schema import SchemaStage
from terraformer_ls.workspace.snapshot import Snapshot


def run(text: str | bytes, cancellation: Cancellation | None = None) -> StageResult:
    encoded = text.encode() if isinstance(text, str) else text
    snapshot = Snapshot(Path("/somewhere"), {"main.tf": Document(encoded)})
    return SchemaStage().run(snapshot, (), cancellation or Cancellation())


def only(text: str) -> Finding:
    (finding,) = run(text).findings
    return finding


def test_findings_link_to_the_providers_page():
    page = "https://registry.terraform.io/providers/hashicorp/aws/6.69.1/docs"
    assert only('resource "aws_vpc" "a" {\n  x = 1\n}\n').help == f"{page}/resources/vpc"
    data = 'data "aws_vpc" "a" {\n  x = 1\n}\noutput "o" {\n  value = data.aws_vpc.a.id\n}\n'
    assert only(data).help == f"{page}/data-sources/vpc"
    assert only('resource "aws_vcp" "a" {}\n').help == ""


def test_hints_carry_tags():
    assert only('variable "a" {}\n').tags == (Tag.UNNECESSARY,)
    deprecated = 'resource "aws_s3_bucket" "b" {\n  acl = "private"\n}\n'
    assert only(deprecated).tags == (Tag.DEPRECATED,)


def test_a_finding_tells_recipes_what_was_meant():
    finding = only('resource "aws_instance" "a" {\n  root_block_device {\n    sise = 1\n  }\n}\n')
    assert finding.datum("argument") == "sise"
    assert finding.datum("path") == ("root_block_device",)
    assert finding.datum("inspected_key") == "sise"


def test_what_could_not_be_checked_is_said():
    result = run('resource "datadog_monitor" "m" {\n  anything = 1\n}\n')
    assert result.status is Status.PASSED
    assert (
        result.reason == "there is no schema of hashicorp/datadog, so their blocks were not checked"
    )


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\x00\xff\xfe",
        b'resource "aws_vpc" "a" {\n' * 300,
        b"locals {\n a = " + b"[" * 5000 + b"]" * 5000 + b"\n}\n",
        b'resource "aws_vpc" "a" {\n' + b"b {\n" * 3000 + b"}\n" * 3001,
        b'resource "" "" {}\nresource "_" "_" {}\nprovider "" {}\nmodule "" {}\nvariable "" {}\n',
    ],
)
def test_no_text_breaks_it(text):
    assert run(text).status is not Status.SKIPPED


def test_a_file_too_big_to_check_proves_nothing():
    big = b'variable "a" {}\n' + b"# filler\n" * 300_000
    assert run(big).findings == ()


def test_it_stops_when_nobody_wants_the_answer():
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        run('resource "aws_vpc" "a" {\n  x = 1\n}\n', cancellation)
