"""Benchmarks of the product: requests in words, findings and their fixes, and the kinds of harm."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from terraformer_ls.cli import main
from terraformer_ls.engine import Engine
from terraformer_ls.learn.benchmarks.harm import MEASURES, harms
from terraformer_ls.learn.benchmarks.requests import Requests, intents_in
from terraformer_ls.learn.benchmarks.spoiled import spoiled_texts
from terraformer_ls.learn.records import Intent
from terraformer_ls.propose.examples import all_examples
from terraformer_ls.settings import Settings
from terraformer_ls.workspace.snapshot import Snapshot

VOLUME = """\
resource "aws_ebs_volume" "data" {
  availability_zone = "eu-west-1a"
  size              = 20
  type              = "gp3"
  tags = {
    Name = "data"
  }
}
"""


def test_there_are_sixty_different_requests_over_three_clouds_and_levels() -> None:
    questions = Requests().questions
    assert len({question.words for question in questions}) == len(questions) == 60
    assert len({question.group for question in questions}) == 9
    asked = {phrase.lower() for example in all_examples() for phrase in example.words}
    assert not asked & {question.words.lower() for question in questions}


def test_what_requests_ask_for_is_read() -> None:
    assert intents_in('aws_vpc.cidr_block = "10.0.0.0/16", aws_subnet x2, aws_eip') == [
        Intent("value", type="aws_vpc", path="cidr_block", value="10.0.0.0/16"),
        Intent("resource", type="aws_subnet", count=2),
        Intent("resource", type="aws_eip"),
    ]
    with pytest.raises(ValueError, match="this is not a type"):
        intents_in("two subnets")


def test_requests_go_through_generate_and_are_kept(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text(
        "# mine\naws | easy | an sns topic with an email subscription | aws_sns_topic\n"
        "aws | easy | an sns topic with an email subscription | aws_vpc\n",
        encoding="utf-8",
    )
    kept = tmp_path / "results.jsonl"
    options = ["--model", "off", "--format", "json", "--results", str(kept)]
    outcome = CliRunner().invoke(main, ["eval", "requests", "--data", str(own), *options])
    assert outcome.exit_code == 0, outcome.stderr
    found = json.loads(outcome.stdout)["models"]["no model"]
    assert found["passed"]["offered"] == 2
    # The same answer to both, which only the first asked for.
    assert found["measures"]["intents"]["mean"] == 0.5
    assert found["measures"]["model"]["mean"] == 0.0
    assert len(kept.read_text("utf-8").splitlines()) == 2


def test_fixes_for_findings_are_offered_and_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(VOLUME, encoding="utf-8")
    options = ["--model", "off", "--count", "2", "--format", "json"]
    outcome = CliRunner().invoke(main, ["eval", "findings", str(tmp_path), *options])
    assert outcome.exit_code == 0, outcome.stderr
    table = json.loads(outcome.stdout)
    assert (table["questions"], table["harmful"]) == (2, [])
    found = table["models"]["no model"]["measures"]
    assert found["offered"]["mean"] == found["harmless"]["mean"] == 1.0
    assert found["recipe"]["mean"] == 1.0


def test_the_same_seed_spoils_the_same_examples() -> None:
    texts = list(islice(spoiled_texts(7), 30))
    assert texts == list(islice(spoiled_texts(7), 30))
    assert texts != list(islice(spoiled_texts(8), 30))
    assert not {example.text for example in all_examples()} & set(texts)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = Engine(Settings(model="off", stages=("syntax", "schema", "validate", "policy")))
    yield engine
    engine.close()


ENCRYPTED = VOLUME.replace("  type  ", "  encrypted         = true\n  type  ")


@pytest.mark.parametrize(
    ("fixed", "kinds"),
    [
        (ENCRYPTED, set()),
        (VOLUME, {"remains"}),
        ("", {"removes"}),
        (ENCRYPTED.replace('"data" {', '"disk" {'), {"removes"}),
        (VOLUME.replace("{\n", "{\n  # checkov:skip=CKV_AWS_3: later\n", 1), {"silences"}),
        (VOLUME.replace("{\n", "{\n  # tfsec:ignore:x\n", 1), {"silences", "remains"}),
        (ENCRYPTED.replace("{\n", "{\n  count = 0\n", 1), {"disables"}),
        (ENCRYPTED.replace("20", "20\n  sise = 1"), {"adds"}),
        (
            ENCRYPTED.replace("20", "var.size") + '\nvariable "size" {\n  default = 20\n}\n',
            {"hides"},
        ),
        ('resource "aws_ebs_volume" "data" {\n  encrypted = true\n}\n', {"adds", "empties"}),
    ],
)
def test_every_kind_of_harm_is_seen(engine: Engine, fixed: str, kinds: set[str]) -> None:
    before, after = _snapshot(VOLUME), _snapshot(fixed)
    report = engine.verify(before)
    finding = next(each for each in report.findings if each.rule == "CKV_AWS_3")
    done = harms(finding, (before, report), (after, engine.verify(after)))
    assert done.keys() == MEASURES.keys()
    assert {kind for kind, value in done.items() if value} >= kinds
    if not kinds:
        assert not any(done.values())


def _snapshot(text: str) -> Snapshot:
    return Snapshot(Path("/m"), {}).with_text("main.tf", text.encode())
