"""Benchmarks as a user runs them: the data's own answers are the ceiling, none at all the floor."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from terraformer_ls.cli import main
from terraformer_ls.learn import records
from terraformer_ls.learn.records import Instance, Intent, Split, Task

IAC_EVAL = Path(__file__).parents[3] / "shared" / "data" / "iac-eval-sample.csv"

QUEUE = """\
resource "aws_sqs_queue" "jobs" {
  name                    = "jobs"
  sqs_managed_sse_enabled = true
}
"""
TOPIC = """
resource "aws_sns_topic" "alerts" {
  name              = "alerts"
  kms_master_key_id = "alias/aws/sns"
}
"""
OPEN = QUEUE.replace("  sqs_managed_sse_enabled = true\n", "")

GENERATE = Instance(
    task=Task.GENERATE,
    words="An encrypted queue called jobs",
    before="",
    after=QUEUE,
    intents=(
        Intent("resource", type="aws_sqs_queue"),
        Intent("value", type="aws_sqs_queue", path="name", value="jobs"),
    ),
    family="queue",
    types=("aws_sqs_queue",),
    provider="aws",
    operation="single",
    detail=2,
    difficulty=1,
    stages={},
    findings=0,
    source="this test",
    split=Split.TEST,
)
MUTATE = replace(
    GENERATE,
    task=Task.MUTATE,
    words="Call the queue work",
    before=QUEUE + TOPIC,
    after=QUEUE.replace('"jobs"\n', '"work"\n') + TOPIC,
    intents=(
        Intent("value", type="aws_sqs_queue", path="name", value="work"),
        Intent("kept", address="aws_sns_topic.alerts"),
    ),
    operation="change",
)
REPAIR = replace(
    GENERATE,
    task=Task.REPAIR,
    words="unknown-argument at aws_sqs_queue.jobs: nam is no argument of aws_sqs_queue",
    before=QUEUE.replace("name  ", "nam   ") + TOPIC,
    after=QUEUE + TOPIC,
    intents=(),
    operation="schema",
)


def evaluate(*arguments: str, ends_with: int = 0) -> dict[str, Any]:
    outcome = CliRunner().invoke(
        main, ["eval", *arguments, "--format", "json", "--workers", "1"], catch_exceptions=False
    )
    assert outcome.exit_code == ends_with, outcome.stderr
    return json.loads(outcome.stdout) if ends_with == 0 else {"said": outcome.stderr}


def share(table: dict[str, Any], model: str, measure: str) -> float:
    mean = table["models"][model]["measures"][measure]["mean"]
    assert isinstance(mean, float)
    return mean


@pytest.fixture
def data(tmp_path: Path) -> Path:
    train = replace(GENERATE, words="A queue that only training may see", split=Split.TRAIN)
    write(tmp_path, "tf_gen", [GENERATE, train])
    write(tmp_path, "tf_mutn", [MUTATE])
    write(tmp_path, "repair", [REPAIR])
    return tmp_path


def write(folder: Path, name: str, instances: Sequence[Instance]) -> None:
    records.write(folder / f"{name}.jsonl.gz", instances)


@pytest.mark.skipif(not IAC_EVAL.is_file(), reason=f"{IAC_EVAL} is not there")
def test_iac_evals_references_plan_and_all_but_the_contradictory_one_pass() -> None:
    table = evaluate("iac-eval", "--data", str(IAC_EVAL), "--references", "--model", "empty")
    assert (table["rows"], table["planned"], table["passed"]) == (12, 12, 11)
    assert table["models"]["empty"]["passed"]["passed"] == 0
    assert table["models"]["empty"]["passed"]["planned"] == 0
    groups = table["models"]["reference"]["groups"]
    assert [name for name, found in groups.items() if found["mean"] < 1] == ["difficulty 6"]
    assert table["reachable"]["reference"]["count"] == 11


def test_a_policy_decides_by_its_rules_in_either_version_of_rego(tmp_path: Path) -> None:
    table = evaluate("iac-eval", "--data", str(_csv(tmp_path)), "--references")
    assert (table["rows"], table["planned"], table["passed"]) == (4, 4, 2)


def _csv(folder: Path) -> Path:
    asks = 'input.resource_changes[_].type == "aws_sqs_queue"'
    policies = (
        f"package a.b\ndefault queue = false\nqueue {{ {asks} }}",
        f"package a\nimport rego.v1\ndefault queue := false\nqueue if {{ {asks} }}",
        f"package a\nqueue {{ {asks} }}\ndefault topic = false\ntopic {{ 1 == 2 }}",
        # It says neither yes nor no, which passes nobody.
        f'package a\nnames[name] {{ {asks}; name := "x" }}',
    )
    rows = [
        [f"A queue {number}", policy.replace('"', '""'), "1", QUEUE.replace('"', '""')]
        for number, policy in enumerate(policies)
    ]
    lines = ["Prompt,Rego intent,Difficulty,Reference output"]
    lines += [",".join(f'"{cell}"' for cell in row) for row in rows]
    path = folder / "rows.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("benchmark", "counts"), [("tf-gen", "correct"), ("tf-mutn", "correct"), ("fix", "fixed")]
)
def test_the_reference_achieves_everything_and_no_answer_nothing(
    data: Path, benchmark: str, counts: str
) -> None:
    table = evaluate(benchmark, str(data), "--model", "reference", "--model", "nobody=empty")
    assert table["questions"] == 1
    for measure in table["measures"]:
        assert share(table, "reference", measure) == pytest.approx(1.0), measure
    assert share(table, "nobody", counts) == 0.0
    assert share(table, "nobody", "plan") == 0.0
    [difference] = table["differences"]
    assert (difference["model"], difference["less"]) == ("nobody", "reference")
    assert difference["mean"] == -1.0


@pytest.mark.parametrize(
    ("answer", "correct", "untouched"),
    [
        # The instruction is followed, but another block was changed.
        (MUTATE.after.replace('"alias/aws/sns"', '"alias/other"'), 0.0, 0.0),
        # Everything is as before: valid, and not what was asked.
        (MUTATE.before, 0.0, 1.0),
        # Only the asked-for block is laid out differently.
        (MUTATE.after.replace('name                    = "work"', 'name = "work"'), 1.0, 1.0),
    ],
)
def test_a_mutation_must_do_what_was_asked_and_nothing_else(
    data: Path, answer: str, correct: float, untouched: float
) -> None:
    write(data, "tf_mutn", [replace(MUTATE, after=answer)])
    # What is scored is the answer against the intents, whatever the reference says.
    table = evaluate("tf-mutn", str(data), "--model", "reference")
    assert share(table, "reference", "correct") == correct
    asked = records.read_instances(data / "tf_mutn.jsonl.gz")
    from terraformer_ls.learn.benchmarks.tf_mutn import untouched_share

    assert [untouched_share(MUTATE.before, MUTATE.after, each.after) for each in asked] == [
        untouched
    ]


@pytest.mark.parametrize(
    "answer",
    [
        TOPIC,  # the broken resource is gone
        (QUEUE + TOPIC).replace('"jobs" {', '"other" {'),  # or renamed
        (QUEUE + TOPIC).replace("{\n", "{\n  # checkov:skip=CKV_AWS_27: no\n", 1),
        OPEN + TOPIC,  # it plans again, but what protects it is lost
    ],
)
def test_a_fix_that_loses_something_is_none(data: Path, answer: str) -> None:
    from terraformer_ls.learn.benchmarks.fix import FixRate
    from terraformer_ls.learn.verified import VerifierPool

    benchmark = FixRate(data)
    [question] = benchmark.questions
    with VerifierPool() as verifiers:
        scores = benchmark.scores(question, answer, verifiers.verdict(answer))
        assert scores["plan"] == 1.0
        assert scores["fixed"] == 0.0


def test_only_the_test_split_is_asked_unless_told_otherwise(data: Path) -> None:
    assert evaluate("tf-gen", str(data), "--model", "empty")["questions"] == 1
    assert evaluate("tf-gen", str(data), "--model", "empty", "--split", "all")["questions"] == 2


def test_what_can_not_be_asked_is_said_in_a_sentence(data: Path, tmp_path: Path) -> None:
    (data / "tf_gen.jsonl.gz").unlink()
    assert "tf_gen.jsonl.gz is not there" in evaluate("tf-gen", str(data), ends_with=2)["said"]
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n", encoding="utf-8")
    said = evaluate("iac-eval", "--data", str(wrong), ends_with=2)["said"]
    assert "it is no copy of IaC-Eval" in said
    named = ("fix", str(data), "--model", "a=empty", "--model", "a=reference")
    assert "name them apart" in evaluate(*named, ends_with=2)["said"]


def test_a_run_that_was_stopped_goes_on_where_it_was(data: Path, tmp_path: Path) -> None:
    kept = tmp_path / "results.jsonl"
    options = ("tf-gen", str(data), "--split", "all", "--results", str(kept))
    evaluate(*options, "--model", "reference")
    first, second = kept.read_text("utf-8").splitlines()
    # The first result as it was but with a mark, the second cut by the kill.
    marked = json.loads(first)
    marked["scores"]["bleu"] = 0.25
    kept.write_text(json.dumps(marked) + "\n" + second[:40], encoding="utf-8")
    table = evaluate(*options, "--model", "reference")
    assert share(table, "reference", "bleu") == pytest.approx((0.25 + 1.0) / 2)
    assert len(kept.read_text("utf-8").splitlines()) == 2
    # Another contestant of the same name is another setup.
    assert share(evaluate(*options, "--model", "reference=empty"), "reference", "bleu") == 0.0


def test_the_table_reads_well_and_the_picture_is_one(data: Path, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    arguments = ["eval", "tf-gen", str(data), "--references", "--model", "empty"]
    outcome = CliRunner().invoke(main, [*arguments, "--workers", "1", "--picture", str(picture)])
    assert outcome.exit_code == 0, outcome.output
    assert "| measure | reference | empty |" in outcome.stdout
    assert "| correct | 100.0 [100.0, 100.0] | 0.0 [0.0, 0.0] |" in outcome.stdout
    assert "| empty - reference | -100.0 [-100.0, -100.0] | yes |" in outcome.stdout
    assert picture.read_bytes().startswith(b"\x89PNG")
