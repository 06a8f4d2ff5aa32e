"""Benchmarks as a user runs them: the data's own answers are the ceiling, none at all the floor."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from terraformer_ls.cli import main
from terraformer_ls.learn import records
from terraformer_ls.learn.benchmarks.asking import Decoding
from terraformer_ls.learn.benchmarks.contestants import contestant_from
from terraformer_ls.learn.benchmarks.fix import FixRate
from terraformer_ls.learn.benchmarks.iac_eval import IacEval
from terraformer_ls.learn.benchmarks.question import Benchmark
from terraformer_ls.learn.benchmarks.report import as_json
from terraformer_ls.learn.benchmarks.results import ResultFile
from terraformer_ls.learn.benchmarks.run import Entry, run
from terraformer_ls.learn.benchmarks.table import table_of
from terraformer_ls.learn.benchmarks.tf_gen import TfGen
from terraformer_ls.learn.benchmarks.tf_mutn import TfMutn
from terraformer_ls.learn.records import Instance, Intent, Split, Task
from terraformer_ls.learn.verified import VerifierPool

Evaluate = Callable[..., dict[str, Any]]

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


@pytest.fixture(scope="module")
def verifiers() -> Iterator[VerifierPool]:
    with VerifierPool() as pool:
        yield pool


@pytest.fixture
def evaluate(verifiers: VerifierPool) -> Evaluate:
    """A benchmark's table as JSON, for models by their names."""

    def made(benchmark: Benchmark, *named: str, results: Path | None = None) -> dict[str, Any]:
        entries = [Entry(contestant_from(name), Decoding()) for name in named]
        with ResultFile(results) as file:
            run(benchmark, benchmark.questions, entries, verifiers, file)
            return as_json(table_of(benchmark, benchmark.questions, entries, file))

    return made


def command(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["eval", *arguments, "--workers", "1"], catch_exceptions=False)


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
    models = ("--references", "--model", "empty", "--format", "json")
    outcome = command("iac-eval", "--data", str(IAC_EVAL), *models)
    table = json.loads(outcome.stdout)
    assert (table["rows"], table["planned"], table["passed"]) == (12, 12, 11)
    assert table["models"]["empty"]["passed"]["passed"] == 0
    assert table["models"]["empty"]["passed"]["planned"] == 0
    groups = table["models"]["reference"]["groups"]
    assert [name for name, found in groups.items() if found["mean"] < 1] == ["difficulty 6"]
    assert table["reachable"]["reference"]["count"] == 11


def test_a_policy_decides_by_its_rules_in_either_version_of_rego(
    evaluate: Evaluate, tmp_path: Path
) -> None:
    benchmark = IacEval(_csv(tmp_path))
    passed = evaluate(benchmark, "reference")["models"]["reference"]["passed"]
    benchmark.close()
    assert (passed["planned"], passed["passed"]) == (4, 2)


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


@pytest.mark.parametrize("kind", [TfGen, TfMutn, FixRate])
def test_the_reference_achieves_everything_and_no_answer_nothing(
    evaluate: Evaluate, data: Path, kind: Callable[[Path], Benchmark]
) -> None:
    table = evaluate(kind(data), "reference", "nobody=empty")
    assert table["questions"] == 1
    for measure in table["measures"]:
        assert share(table, "reference", measure) == pytest.approx(1.0), measure
    main = next(iter(table["measures"]))
    assert share(table, "nobody", main) == 0.0
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
    verifiers: VerifierPool, data: Path, answer: str, correct: float, untouched: float
) -> None:
    benchmark = TfMutn(data)
    [question] = benchmark.questions
    scores = benchmark.scores(question, answer, verifiers.verdict(answer))
    assert (scores["plan"], scores["correct"], scores["untouched"]) == (1.0, correct, untouched)


@pytest.mark.parametrize(
    "answer",
    [
        TOPIC,  # the broken resource is gone
        (QUEUE + TOPIC).replace('"jobs" {', '"other" {'),  # or renamed
        (QUEUE + TOPIC).replace("{\n", "{\n  # checkov:skip=CKV_AWS_27: no\n", 1),
        OPEN + TOPIC,  # it plans again, but what protects it is lost
    ],
)
def test_a_fix_that_loses_something_is_none(
    verifiers: VerifierPool, data: Path, answer: str
) -> None:
    benchmark = FixRate(data)
    [question] = benchmark.questions
    scores = benchmark.scores(question, answer, verifiers.verdict(answer))
    assert (scores["plan"], scores["fixed"]) == (1.0, 0.0)


def test_only_the_test_split_is_asked_unless_told_otherwise(data: Path) -> None:
    assert len(TfGen(data).questions) == 1
    assert len(TfGen(data, None).questions) == 2
    assert len(TfGen(data, Split.TRAIN).questions) == 1


def test_what_can_not_be_asked_is_said_in_a_sentence(data: Path, tmp_path: Path) -> None:
    (data / "tf_gen.jsonl.gz").unlink()
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n", encoding="utf-8")
    for arguments, said in (
        (["tf-gen", str(data)], "tf_gen.jsonl.gz is not there"),
        (["iac-eval", "--data", str(wrong)], "it is no copy of IaC-Eval"),
        (["fix", str(data), "--model", "a=empty", "--model", "a=reference"], "name them apart"),
        (["fix", str(data), "--model", "off"], "is no model"),
        (["fix", str(data), "--model", "http://localhost:1", "--constrained"], "as it likes"),
        (["fix", str(data), "--k", "3", "--temperature", "0"], "temperature above 0"),
    ):
        outcome = command(*arguments)
        assert outcome.exit_code == 2
        assert said in outcome.stderr


def test_a_run_that_was_stopped_goes_on_where_it_was(
    evaluate: Evaluate, data: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "results.jsonl"
    benchmark = TfGen(data, None)
    evaluate(benchmark, "reference", results=kept)
    first, second = kept.read_text("utf-8").splitlines()
    # The first result as it was but for a mark, the second cut by the kill.
    marked = json.loads(first)
    marked["scores"]["bleu"] = 0.25
    kept.write_text(json.dumps(marked) + "\n" + second[:40], encoding="utf-8")
    table = evaluate(benchmark, "reference", results=kept)
    assert share(table, "reference", "bleu") == pytest.approx((0.25 + 1.0) / 2)
    assert len(kept.read_text("utf-8").splitlines()) == 2
    # Another contestant under the same name is asked anew.
    table = evaluate(benchmark, "reference=empty", results=kept)
    assert share(table, "reference", "bleu") == 0.0


def test_the_table_reads_well_and_the_picture_is_one(data: Path, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    models = ("--references", "--model", "empty")
    outcome = command("tf-gen", str(data), *models, "--picture", str(picture))
    assert outcome.exit_code == 0, outcome.output
    assert "| measure | reference | empty |" in outcome.stdout
    assert "| correct | 100.0 [100.0, 100.0] | 0.0 [0.0, 0.0] |" in outcome.stdout
    assert "| empty - reference | -100.0 [-100.0, -100.0] | yes |" in outcome.stdout
    assert picture.read_bytes().startswith(b"\x89PNG")
