"""`terraformer-ls eval complete`, as one calls it, with models whose answers are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from model_server import ModelServer
from terraformer_ls.cli import main

MODULE = """\
resource "aws_ebs_volume" "data" {
  availability_zone = "eu-central-1a"
  size              = 10
}

resource "aws_sqs_queue" "jobs" {
  name              = "jobs"
  kms_master_key_id = "alias/jobs"
}
"""


def evaluated(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["eval", "complete", *arguments], catch_exceptions=False)


def measured(*arguments: str) -> dict[str, Any]:
    result = evaluated(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def source(folder: Path) -> tuple[str, ...]:
    (folder / "main.tf").write_text(MODULE)
    return ("--data", str(folder), "--split", "all")


def truth(prompt: str) -> str:
    """Continues as the file did, known by the last line that the model was given."""
    line = prompt.rpartition("\n")[2]
    for candidate in MODULE.splitlines():
        if line.strip() and candidate.startswith(line):
            return candidate.removeprefix(line)
    return ""


def test_recipes_alone_are_measured_without_a_model() -> None:
    said = measured("--model", "empty", "--limit", "12", "--way", "shown")
    [found] = said["results"]
    assert (found["model"], found["way"], found["count"], found["adds"]) == (
        "empty",
        "shown",
        12,
        0,
    )
    assert sum(kind["count"] for kind in found["kinds"].values()) == 12


def test_the_same_seed_chooses_the_same_cursors() -> None:
    first, again, other = (
        measured("--model", "empty", "--limit", "5", "--way", "shown", "--seed", seed)
        for seed in ("1", "1", "2")
    )
    assert first["sources"] == again["sources"]
    assert first["sources"] != other["sources"]


def test_a_model_that_knows_scores_and_one_that_invents_is_seen_through(
    tmp_path: Path, server: ModelServer
) -> None:
    arguments = ("--model", f"one={server.url}", *source(tmp_path), "--limit", "200")
    ways = ("--way", "model", "--way", "unconstrained")
    server.answer = truth
    for found in measured(*arguments, *ways)["results"]:
        assert found["kinds"]["value"]["exact"]["mean"] == 1.0
        assert found["adds"] == 0
    server.answer = lambda _: " invented = true"
    shown, raw = measured(*arguments, *ways)["results"]
    assert raw["adds"] > 0
    assert shown["adds"] == 0
    assert shown["exact"]["mean"] == 0.0


def test_a_run_goes_on_from_the_rows_it_has(tmp_path: Path, server: ModelServer) -> None:
    module = tmp_path / "module"
    module.mkdir()
    rows = tmp_path / "rows.jsonl"
    server.answer = truth
    run = (
        "--model",
        f"one={server.url}",
        *source(module),
        "--way",
        "model",
        "--results",
        str(rows),
    )
    first = measured(*run, "--limit", "6")
    asked = len(server.prompts)
    with rows.open("a") as file:
        file.write('{"run": "half a li')  # what a killed run leaves
    assert measured(*run, "--limit", "6") == first
    assert len(server.prompts) == asked


def test_a_table_compares_models(tmp_path: Path, server: ModelServer) -> None:
    server.answer = truth
    models = ("--model", "nothing=empty", "--model", f"one={server.url}")
    result = evaluated(*models, *source(tmp_path), "--way", "model", "--limit", "6")
    assert "| nothing | model | 6 |" in result.output
    assert "| one | model | 6 |" in result.output
    assert "| nothing model → one model |" in result.output


def test_what_is_no_model_is_said() -> None:
    result = evaluated("--model", "x=", "--limit", "1")
    assert result.exit_code == 2
    assert "names no model" in result.output
