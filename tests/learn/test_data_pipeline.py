"""The commands of `data`, from a folder of .tf to a card, also when they are killed on the way."""

from __future__ import annotations

import csv
import gzip
import http.server
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner

from terraformer_ls.cli import main
from terraformer_ls.learn.appending import Appender
from terraformer_ls.learn.manifest import leaks, manifest_of, met, read_manifest
from terraformer_ls.learn.records import Document, Split, Task, read_documents, read_instances
from terraformer_ls.learn.rejections import read_rejections
from terraformer_ls.learn.split import split_of

WEB = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

# ... the rest of the network ...

resource "aws_security_group" "web" {
  name        = "web"
  description = "Web servers"
  vpc_id      = aws_vpc.main.id
}

resource "aws_instance" "web" {
  ami                    = var.ami
  instance_type          = "t3.micro"
  vpc_security_group_ids = [aws_security_group.web.id]
}
"""

OLD = """
resource "aws_sqs_queue" "orders" {
  name                    = "orders"
  visibility_timeout_secs = 30
}
"""

TOPIC = """
resource "aws_sns_topic" "alerts" {
  name = "alerts"
}

resource "aws_sqs_queue" "alerts" {
  name                      = "alerts"
  message_retention_seconds = 86400
  sqs_managed_sse_enabled   = true
}
"""


BROKEN = """
resource "aws_sqs_queue" "q" {
  name = = "q"
}
"""


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["data", *arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def corpus(folder: Path) -> Path:
    for name, text in (
        ("web", WEB),
        ("old", OLD),
        ("topic", TOPIC),
        ("broken", 'resource "aws_sqs_queue" "q" {\n  name = = "q"\n}'),
    ):
        (folder / name).mkdir(parents=True)
        (folder / name / "main.tf").write_text(text)
    return folder


def test_a_folder_becomes_documents_that_plan(tmp_path):
    out = tmp_path / "out"
    run("harvest", str(corpus(tmp_path / "corpus")), "--out", str(out))
    documents = {d.family: d for d in read_documents(out / "documents.jsonl.gz")}
    assert set(documents) == {"folder/corpus/web", "folder/corpus/old", "folder/corpus/topic"}
    assert all(document.stages["plan"] == "passed" for document in documents.values())
    web = documents["folder/corpus/web"]
    assert "terraform {" not in web.text
    assert "..." not in web.text
    assert 'variable "ami"' in web.text
    assert "aws_vpc" in web.types or 'variable "vpc_id"' in web.text
    assert web.split is split_of(web.family, web.types)
    reasons = {r.family: r.reason for r in read_rejections(out / "rejected_harvest.jsonl.gz")}
    assert reasons == {"folder/corpus/broken": "it does not parse"}


def test_what_had_to_be_repaired_is_kept_with_its_certificates(tmp_path):
    out = tmp_path / "out"
    run("harvest", str(corpus(tmp_path / "corpus")), "--out", str(out))
    (repair,) = read_instances(out / "repair.jsonl.gz")
    assert repair.task is Task.REPAIR
    assert "visibility_timeout_secs" in repair.before
    assert "visibility_timeout_secs" in repair.words
    assert "visibility_timeout_secs" not in repair.after
    assert repair.stages["plan"] == "passed"


def test_harvesting_again_adds_nothing(tmp_path):
    out, source = tmp_path / "out", str(corpus(tmp_path / "corpus"))
    run("harvest", source, "--out", str(out))
    before = sorted(d.key for d in read_documents(out / "documents.jsonl.gz"))
    assert "0 documents" in run("harvest", source, "--out", str(out))
    assert sorted(d.key for d in read_documents(out / "documents.jsonl.gz")) == before


def test_generated_instances_are_verified_described_and_split_by_family(tmp_path):
    out = tmp_path / "out"
    run("harvest", str(corpus(tmp_path / "corpus")), "--out", str(out))
    run("gen", "--out", str(out), "--count", "25")
    found = list(read_instances(out / "tf_gen.jsonl.gz"))
    assert len(found) == 25
    assert len({instance.key for instance in found}) == 25
    assert len({instance.words for instance in found}) == 25
    for instance in found:
        assert instance.stages["plan"] == "passed"
        assert instance.intents
        assert 1 <= instance.difficulty <= 6
        splits = {split_of(name, instance.types) for name in instance.family.split("+")}
        if Split.TEST in splits:
            assert instance.split is Split.TEST
    assert leaks(manifest_of(out)) == ()


def test_a_run_that_was_killed_is_gone_on_with(tmp_path):
    out = tmp_path / "out"
    run("harvest", str(corpus(tmp_path / "corpus")), "--out", str(out))
    path = out / "tf_gen.jsonl.gz"
    command = [sys.executable, "-m", "terraformer_ls.cli", "data", "gen", "--out", str(out)]
    process = subprocess.Popen([*command, "--count", "400"], stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None and _readable(path) < 5:
            os.sched_yield()
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    first = [instance.key for instance in read_instances(path)]
    assert len(first) >= 5
    wanted = len(first) + 4
    run("gen", "--out", str(out), "--count", str(wanted))
    found = [instance.key for instance in read_instances(path)]
    assert found[: len(first)] == first
    assert len(found) == len(set(found)) == wanted
    with gzip.open(path) as file:  # whole again, to its end
        assert len(file.readlines()) == wanted


@contextmanager
def chat_server(answer: Callable[[str], str]) -> Iterator[str]:
    """A real OpenAI-compatible server on loopback, by its URL."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            said = {"role": "assistant", "content": answer(body["messages"][-1]["content"])}
            sent = json.dumps({"choices": [{"message": said, "finish_reason": "stop"}]}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def do_GET(self) -> None:
            sent = json.dumps({"data": [{"id": "writer"}]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{served.server_port}/v1"
        finally:
            served.shutdown()


def test_a_stronger_model_writes_the_requests_unless_it_loses_a_value(tmp_path):
    out = tmp_path / "out"
    run("harvest", str(corpus(tmp_path / "corpus")), "--out", str(out))

    def rewrite(question: str) -> str:
        request = question.partition("Request:\n")[2]
        # Every second request loses what follows its first word.
        return f"Kindly: {request}" if len(request) % 2 else "Kindly build something."

    with chat_server(rewrite) as url:
        run("gen", "--out", str(out), "--count", "20", "--describe-with", url)
    found = list(read_instances(out / "tf_gen.jsonl.gz"))
    assert any(instance.words.startswith("Kindly: ") for instance in found)
    for instance in found:
        if instance.words == "Kindly build something.":
            assert all(one.kind == "resource" for one in instance.intents)
        for intent in instance.intents:
            if intent.kind == "symbol":
                assert intent.address.rpartition(".")[2] in instance.words


def _readable(path: Path) -> int:
    try:
        return sum(1 for _ in read_instances(path))
    except (OSError, EOFError):
        return 0


def test_two_runs_do_not_write_one_file(tmp_path):
    with Appender(tmp_path / "documents.jsonl.gz"):
        said = run("harvest", str(corpus(tmp_path / "corpus")), "--out", str(tmp_path), code=2)
    assert "another process writes" in said
    run("harvest", str(tmp_path / "corpus"), "--out", str(tmp_path))


def test_what_stands_in_a_benchmark_is_not_generated(tmp_path):
    out = tmp_path / "out"
    run("harvest", str(corpus(tmp_path / "corpus")), "--out", str(out))
    run("gen", "--out", str(out), "--count", "12")
    met_before = list(read_instances(out / "tf_gen.jsonl.gz"))
    benchmark = tmp_path / "benchmark.csv"
    with benchmark.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["Prompt", "Reference output"])
        writer.writeheader()
        for instance in met_before:
            writer.writerow({"Prompt": instance.words.upper(), "Reference output": instance.after})
    assert met(manifest_of(out), benchmark)
    clean = tmp_path / "clean"
    clean.mkdir()
    (clean / "documents.jsonl.gz").write_bytes((out / "documents.jsonl.gz").read_bytes())
    run("gen", "--out", str(clean), "--count", "12", "--against", str(benchmark))
    assert met(manifest_of(clean), benchmark) == ()
    reasons = {r.reason for r in read_rejections(clean / "rejected_gen.jsonl.gz")}
    assert any("benchmark" in reason for reason in reasons)


def test_the_manifest_finds_what_is_on_both_sides_of_a_split(tmp_path):
    def document(split: Split, text: str) -> Document:
        return Document(text, f"family/{split}", ("aws_sns_topic",), "test", split=split)

    with Appender(tmp_path / "documents.jsonl.gz") as documents:
        documents.add(document(Split.TRAIN, TOPIC))
        documents.add(document(Split.TEST, OLD))
    assert leaks(manifest_of(tmp_path)) == ()
    run("manifest", str(tmp_path))
    with Appender(tmp_path / "documents.jsonl.gz") as documents:
        documents.add(document(Split.TEST, TOPIC.replace("\n", "\n\n")))
    assert len(leaks(manifest_of(tmp_path))) == 1
    assert "1 leaks" in run("manifest", str(tmp_path), code=1)


def test_the_card_counts_what_there_is(tmp_path):
    out = tmp_path / "out"
    run("harvest", str(corpus(tmp_path / "corpus")), "--out", str(out))
    run("gen", "--out", str(out), "--count", "8")
    text = run("card", str(out))
    card = json.loads((out / "card.json").read_text())
    assert card["documents"]["count"] == 3
    assert card["tf_gen"]["count"] == 8
    assert sum(card["tf_gen"]["difficulty"].values()) == 8
    assert card["tf_gen"]["stages"]["plan"] == {"passed": 8}
    assert card["rejected"]["harvest"] == {"it does not parse": 1}
    assert card["rates"]["tf_gen"]["instances a second and worker"] > 0
    assert "8 records (the paper's has 152,475)" in text
    assert (out / "card.png").read_bytes().startswith(b"\x89PNG")


def test_one_command_builds_a_whole_data_set(tmp_path):
    out = tmp_path / "out"
    sizes = ("--gen", "6", "--mutate", "3", "--repair", "3")
    said = run("build", str(corpus(tmp_path / "corpus")), "--out", str(out), *sizes)
    assert said.rstrip().endswith("0 leaks")
    counts = {
        name: sum(1 for _ in read_instances(out / f"{name}.jsonl.gz"))
        for name in ("tf_gen", "tf_mutn", "repair")
    }
    assert (counts["tf_gen"], counts["tf_mutn"]) == (6, 3)
    assert counts["repair"] >= 3  # those of the harvest are there too
    manifest = read_manifest(out / "manifest.json.gz")
    assert sum(len(kinds["words"]) for kinds in manifest.values()) == 9
    assert (out / "card.md").read_text().startswith("# Data card: out")
