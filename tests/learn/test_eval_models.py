"""Benchmarks with models that really answer: the embedded one behind a real llama.cpp server, and
servers that answer what a test wants to see judged."""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from terraformer_ls.learn.benchmarks.asking import Decoding, configuration_from
from terraformer_ls.learn.benchmarks.contestants import (
    Contestant,
    UnknownContestant,
    contestant_from,
)
from terraformer_ls.learn.benchmarks.question import Question, Scores
from terraformer_ls.learn.benchmarks.results import Result, ResultFile
from terraformer_ls.learn.benchmarks.run import ContestantGone, Entry, run
from terraformer_ls.learn.benchmarks.statistics import estimate, pass_at
from terraformer_ls.learn.benchmarks.table import Table, table_of
from terraformer_ls.learn.benchmarks.validity import LADDER, MEASURES, validity
from terraformer_ls.learn.records import Task
from terraformer_ls.learn.verified import Verdict, VerifierPool
from terraformer_ls.model.weights import ensure_weights

_LLAMA = """
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.model_alias = sys.argv[1], {"tiny"}
params.n_ctx, params.n_parallel, params.kv_unified = 1024, 1, True
params.n_batch = params.n_ubatch = 128
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 2
params.hostnames = ["127.0.0.1"]
params.ui, params.verbosity = False, 0
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
"""

GOOD = 'resource "aws_sns_topic" "a" {\n  name = "a"\n}\n'
BAD = GOOD.replace("name =", "nam =")


class Topics:
    """A benchmark of a few questions for a topic; what validates is right."""

    name = "Topics"
    stages = LADDER

    def __init__(self, count: int = 2) -> None:
        self.measures = {"plan": "it plans", **MEASURES}
        self.questions = [
            Question(f"q{number}", Task.GENERATE, f"Topic {number}", "", GOOD, "all")
            for number in range(count)
        ]

    def scores(self, question: Question, answer: str, verdict: Verdict) -> Scores:
        del question
        return validity(answer, verdict)


@pytest.fixture(scope="module")
def verifiers() -> Iterator[VerifierPool]:
    with VerifierPool() as pool:
        yield pool


@pytest.fixture(scope="module")
def llama_server() -> Iterator[str]:
    weights = ensure_weights(lambda _message, _share: None)
    with subprocess.Popen(
        [sys.executable, "-c", _LLAMA, str(weights)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Threads that spin while they wait starve each other where cores are busy.
        env={**os.environ, "GOMP_SPINCOUNT": "1000"},
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.kill()


@contextmanager
def server(answer: Callable[[list[dict[str, str]]], str | None]) -> Iterator[str]:
    """A chat server; where `answer` gives None, it fails."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say({"data": [{"id": "scripted"}]})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            said = answer(body["messages"])
            if said is None:
                self.send_error(400)
                return
            message = {"role": "assistant", "content": said}
            self._say({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})

        def _say(self, value: object) -> None:
            text = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_port}/v1"
    listening.shutdown()
    listening.server_close()


def measure(
    verifiers: VerifierPool,
    contestant: Contestant,
    decoding: Decoding,
    *,
    benchmark: Topics | None = None,
    at: Sequence[int] = (),
) -> tuple[Table, list[Result]]:
    benchmark = benchmark or Topics()
    entries = [Entry(contestant, decoding)]
    with ResultFile(None) as results:
        try:
            run(benchmark, benchmark.questions, entries, verifiers, results)
        finally:
            contestant.close()
        table = table_of(benchmark, benchmark.questions, entries, results, at=at)
        return table, list(results.results.values())


def test_a_llama_cpp_server_is_measured_like_any_other_model(
    verifiers: VerifierPool, llama_server: str
) -> None:
    decoding = Decoding(max_tokens=24, seconds=120)
    table, results = measure(verifiers, contestant_from(f"tiny={llama_server}"), decoding)
    [column] = table.columns
    assert (column.name, column.answered, column.problems) == ("tiny", 2, 0)
    assert all(result.said and result.seconds > 0 for result in results)


def test_the_embedded_model_is_measured_in_its_own_process(verifiers: VerifierPool) -> None:
    decoding = Decoding(max_tokens=24, seconds=120)
    table, [result] = measure(verifiers, contestant_from("embedded"), decoding, benchmark=Topics(1))
    assert table.columns[0].answered == 1
    assert (result.problem, bool(result.said), result.tokens > 0) == ("", True, True)


@pytest.mark.parametrize(
    ("spec", "begins"),
    [("embedded=embedded:base", 'resource "aws_'), ("embedded", 'resource "')],
)
def test_under_the_constraint_the_embedded_model_invents_no_type(
    verifiers: VerifierPool, spec: str, begins: str
) -> None:
    decoding = Decoding(max_tokens=60, seconds=120, constrained=True)
    table, [result] = measure(verifiers, contestant_from(spec), decoding, benchmark=Topics(1))
    assert table.columns[0].name == "embedded constrained"
    assert begins in result.answer
    assert not any(said.startswith("unknown-") for said in result.certificates)


def test_what_the_verifier_says_goes_back_to_the_model(verifiers: VerifierPool) -> None:
    asked: list[str] = []

    def answer(messages: list[dict[str, str]]) -> str:
        asked.append(messages[-1]["content"])
        return f"Here it is:\n```hcl\n{GOOD if BAD.strip() in asked[-1] else BAD}```\n"

    with server(answer) as url:
        table, results = measure(
            verifiers, contestant_from(f"m={url}"), Decoding(repairs=2), benchmark=Topics(1)
        )
    first, repaired = table.columns
    assert (first.name, first.measures["plan"].mean) == ("m", 0.0)
    assert (repaired.name, repaired.measures["plan"].mean) == ("m +2 repairs", 1.0)
    assert [result.repairs for result in results] == [0, 1]
    assert "has no argument" in asked[1] and BAD.strip() in asked[1]


def test_a_repair_that_makes_things_worse_is_not_kept(verifiers: VerifierPool) -> None:
    def answer(messages: list[dict[str, str]]) -> str:
        again = "nam " in messages[-1]["content"]
        return 'resource "aws_sns_topic" "a" {\n  name = = 1\n}\n' if again else BAD

    with server(answer) as url:
        table, results = measure(
            verifiers, contestant_from(f"m={url}"), Decoding(repairs=3), benchmark=Topics(1)
        )
    assert [column.measures["syntax"].mean for column in table.columns] == [1.0, 1.0]
    assert [result.answer.strip() for result in results] == [BAD.strip()] * 2


def test_of_several_answers_the_share_and_the_chance_of_one_are_told(
    verifiers: VerifierPool,
) -> None:
    lock, count = threading.Lock(), iter(range(100))

    def answer(_: list[dict[str, str]]) -> str:
        with lock:
            return GOOD if next(count) % 4 == 0 else BAD

    decoding = Decoding(samples=4, temperature=0.8)
    with server(answer) as url:
        table, _ = measure(
            verifiers, contestant_from(f"m={url}"), decoding, benchmark=Topics(1), at=(1, 2)
        )
    measures = table.columns[0].measures
    assert measures["plan"].mean == measures["plan@1"].mean == 0.25
    assert measures["plan@2"].mean == 0.5


def test_a_question_that_fails_counts_as_wrong_and_is_told(verifiers: VerifierPool) -> None:
    with server(lambda said: None if "Topic 1" in said[-1]["content"] else GOOD) as url:
        table, _ = measure(verifiers, contestant_from(f"m={url}"), Decoding())
    [column] = table.columns
    assert (column.answered, column.problems, column.measures["plan"].mean) == (2, 1, 0.5)


def test_a_question_that_failed_is_asked_again_when_the_run_goes_on(
    verifiers: VerifierPool, tmp_path: Path
) -> None:
    benchmark, fails = Topics(), True

    def answer(messages: list[dict[str, str]]) -> str | None:
        return None if fails and "Topic 1" in messages[-1]["content"] else GOOD

    with server(answer) as url, ResultFile(tmp_path / "kept.jsonl") as results:
        entries = [Entry(contestant_from(f"m={url}"), Decoding())]
        run(benchmark, benchmark.questions, entries, verifiers, results)
        fails = False
        run(benchmark, benchmark.questions, entries, verifiers, results)
        [column] = table_of(benchmark, benchmark.questions, entries, results).columns
        entries[0].contestant.close()
    assert (column.problems, column.measures["plan"].mean) == (0, 1.0)


def test_one_that_is_gone_does_not_keep_others_from_being_asked(verifiers: VerifierPool) -> None:
    benchmark = Topics(1)
    with server(lambda _: None) as url, ResultFile(None) as results:
        gone = contestant_from(f"gone={url}")
        entries = [Entry(each, Decoding()) for each in (gone, contestant_from("reference"))]
        with pytest.raises(ContestantGone, match=r"^gone: "):
            run(benchmark, benchmark.questions, entries, verifiers, results)
        gone.close()
        first, second = table_of(benchmark, benchmark.questions, entries, results).columns
    assert (first.answered, second.answered) == (0, 1)


def test_an_answer_that_nobody_could_verify_is_not_called_wrong() -> None:
    ended = VerifierPool()
    ended.close()  # its processes answer nothing from now on
    with pytest.raises(ContestantGone, match="could not be verified"):
        measure(ended, contestant_from("reference"), Decoding())
    ended.close()


@pytest.mark.parametrize("count", [1, 5])
def test_a_model_that_is_gone_gets_no_results(verifiers: VerifierPool, count: int) -> None:
    with server(lambda _: None) as url, pytest.raises(ContestantGone, match=r"^m: "):
        measure(verifiers, contestant_from(f"m={url}"), Decoding(), benchmark=Topics(count))


@pytest.mark.parametrize(
    ("answer", "configuration"),
    [
        (f"```hcl\n{GOOD}```", GOOD),
        (GOOD, GOOD),
        ("I am sorry, Dave.", None),
        ("", None),
    ],
)
def test_what_becomes_of_an_answer(answer: str, configuration: str | None) -> None:
    assert configuration_from(answer, "") == configuration


def test_a_change_is_worked_into_what_was_there() -> None:
    queue = 'resource "aws_sqs_queue" "q" {\n  name = "q"\n}\n'
    renamed = GOOD.replace('"a"\n', '"b"\n')
    assert configuration_from(renamed, f"{queue}\n{GOOD}") == f"{queue}\n{renamed}"
    removed = configuration_from("# remove aws_sns_topic.a\n", f"{queue}\n{GOOD}")
    assert removed is not None and removed.strip() == queue.strip()
    last = configuration_from(f"{renamed}\n# remove aws_sqs_queue.q\n", f"{queue}\n{GOOD}")
    assert last is not None and last.strip() == renamed.strip()
    assert configuration_from("# remove aws_sns_topic.other\n", GOOD) is None


@pytest.mark.parametrize(
    ("named", "name", "tuned"),
    [
        ("http://localhost:1/v1?key=a", "http://localhost:1/v1?key=a", False),
        ("big=http://localhost:1/v1@tuned", "big", True),
        ("out/sft@tuned", "out/sft@tuned", True),
        ("a=Qwen/Qwen2.5-Coder-0.5B", "a", False),
        ("base=embedded:base", "base", False),
        ("embedded@chat", "embedded@chat", False),
    ],
)
def test_how_contestants_are_named(named: str, name: str, tuned: bool) -> None:
    contestant = contestant_from(named)
    assert (contestant.name, contestant.tuned) == (name, tuned)


def test_an_adapter_is_asked_in_its_own_words_before_its_weights_are_made(tmp_path: Path) -> None:
    (tmp_path / "adapter_model.safetensors").write_bytes(b"one")
    one = contestant_from(f"embedded:{tmp_path}")
    assert one.tuned
    assert one.spec.startswith(f"embedded:{tmp_path}@tuned")
    assert not one.reads_schema
    (tmp_path / "recipe.json").write_text('{"told_schema": true}')
    told = contestant_from(f"embedded:{tmp_path}")
    assert told.reads_schema
    assert told.spec != one.spec
    chatting = contestant_from(f"embedded:{tmp_path}@chat")
    assert not chatting.tuned
    (tmp_path / "adapter_model.safetensors").write_bytes(b"another")
    assert contestant_from(f"embedded:{tmp_path}").spec != one.spec
    with pytest.raises(UnknownContestant, match="holds no adapter"):
        contestant_from(f"embedded:{tmp_path / 'none'}")


def test_intervals_hold_the_mean_and_shrink_with_questions() -> None:
    few = estimate([0.0, 1.0] * 5)
    many = estimate([0.0, 1.0] * 500)
    assert few is not None and many is not None
    assert few.low < few.mean == 0.5 < few.high
    # The normal approximation: 0.5 +- 1.96 * 0.5 / sqrt(n).
    assert (few.low, few.high) == pytest.approx((0.19, 0.81), abs=0.12)
    assert (many.low, many.high) == pytest.approx((0.469, 0.531), abs=0.01)
    assert estimate([0.0, 1.0] * 5) == few
    assert estimate([]) is None


@pytest.mark.parametrize(
    ("k", "samples", "passed", "chance"),
    [(1, 10, 3, 0.3), (2, 4, 1, 0.5), (3, 4, 2, 1.0), (5, 5, 0, 0.0), (2, 10, 3, 1 - 21 / 45)],
)
def test_the_unbiased_pass_at_k(k: int, samples: int, passed: int, chance: float) -> None:
    assert pass_at(k, samples, passed) == pytest.approx(chance)


def test_pass_at_k_needs_k_answers() -> None:
    with pytest.raises(ValueError, match="at least 3 answers"):
        pass_at(3, 2, 1)


@pytest.mark.parametrize(
    ("stages", "unverified"),
    [
        ({"syntax": "passed", "schema": "passed", "validate": "skipped", "plan": "skipped"}, True),
        ({"syntax": "passed", "schema": "passed", "validate": "passed", "plan": "skipped"}, True),
        ({"syntax": "passed", "schema": "failed", "validate": "skipped", "plan": "skipped"}, False),
        ({"syntax": "passed", "schema": "passed", "validate": "passed", "plan": "passed"}, False),
        ({"syntax": "passed", "schema": "passed"}, False),
        ({}, False),
    ],
)
def test_an_answer_that_a_stage_could_not_judge_is_told_from_one_that_failed(
    stages: dict[str, str], unverified: bool
) -> None:
    result = Result("a benchmark", "a model", "", "a question", "", 0, {}, "", "", stages)
    assert result.is_unverified is unverified
