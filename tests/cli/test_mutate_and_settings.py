"""`mutate` and `--settings` as scripts call them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

QUEUE = 'resource "aws_sqs_queue" "orders" {\n  name = "orders"\n}\n'


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "terraformer_ls.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **environment},
        check=False,
    )


@pytest.fixture
def module(tmp_path: Path) -> Path:
    folder = tmp_path / "module"
    folder.mkdir()
    (folder / "main.tf").write_text(QUEUE)
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"terraformer.model": "off", "stages": ["syntax", "schema"]}))
    return file


def test_mutate_shows_a_diff_and_writes_when_told_to(module: Path, settings: Path) -> None:
    done = run("--settings", settings, "mutate", module, "set the message retention to 10 days")
    assert done.returncode == 0, done.stderr
    assert "+  message_retention_seconds = 864000\n" in done.stdout
    assert "schema pass" in done.stderr
    assert (module / "main.tf").read_text() == QUEUE
    done = run(
        "mutate",
        module,
        "set the message retention to 10 days",
        "--write",
        "--format",
        "json",
        TERRAFORMER_SETTINGS=str(settings),
    )
    answer = json.loads(done.stdout)
    assert answer["changed"] == ["aws_sqs_queue.orders"]
    assert answer["made_by"] == "recipe"
    assert "message_retention_seconds = 864000" in (module / "main.tf").read_text()


def test_mutate_ends_with_1_where_nothing_could_be_done(module: Path, settings: Path) -> None:
    done = run("--settings", settings, "mutate", module, "make it sing")
    assert done.returncode == 1
    assert "not clear" in done.stderr
    done = run("--settings", settings, "mutate", module, "drop it", "--block", "aws_vpc.none")
    assert done.returncode == 2
    assert "there is no aws_vpc.none" in done.stderr


def test_settings_decide_which_stages_run(module: Path, settings: Path) -> None:
    done = run("--settings", settings, "verify", module, "--format", "json")
    assert [stage["stage"] for stage in json.loads(done.stdout)["stages"]] == ["syntax", "schema"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "not JSON"),
        ("[]", "not an object"),
        ('{"terraformer.stages": ["dance"]}', "can't be used"),
        (None, "could not be read"),
    ],
)
def test_settings_that_can_not_be_used_end_with_2_and_one_sentence(
    module: Path, tmp_path: Path, content: str | None, says: str
) -> None:
    file = tmp_path / "broken.json"
    if content is not None:
        file.write_text(content)
    done = run("--settings", file, "verify", module)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_plan_runs_the_terraform_that_the_settings_name(module: Path, tmp_path: Path) -> None:
    named = tmp_path / "named.json"
    named.write_text(json.dumps({"terraformer.terraformPath": str(tmp_path / "no-terraform")}))
    done = run("--settings", named, "plan", module)
    assert done.returncode == 2
    assert "no-terraform" in done.stderr
    assert run("plan", module, TERRAFORMER_SETTINGS="").returncode == 0


def test_generate_into_a_module_shows_a_diff_and_writes_when_told_to(
    module: Path, settings: Path
) -> None:
    words = "a private S3 bucket named acme-exports"
    arguments = ("--settings", settings, "generate", words, "--into", module / "main.tf")
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    assert '+resource "aws_s3_bucket" "acme_exports" {\n' in done.stdout
    assert (module / "main.tf").read_text() == QUEUE
    assert run(*arguments, "--write").returncode == 0
    text = (module / "main.tf").read_text()
    assert text.startswith(QUEUE)
    assert "acme-exports" in text
