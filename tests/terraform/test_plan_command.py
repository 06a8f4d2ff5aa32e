"""`terraformer-ls plan`, as it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from terraformer_ls.cli.plan import command

MAIN = """
variable "size" {
  type = number
}

module "name" {
  source = "../modules/name"
  length = var.size
}
"""
CHILD = """
variable "length" {
  type = number
}

resource "random_pet" "name" {
  length = var.length
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in (("app/main.tf", MAIN), ("modules/name/main.tf", CHILD)):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_the_plan_is_written_and_what_was_assumed_is_said(folder: Path) -> None:
    result = run(folder / "app", "--out", folder / "plan.json")
    assert result.exit_code == 0, result.output
    plan = json.loads((folder / "plan.json").read_text())
    assert [change["address"] for change in plan["resource_changes"]] == [
        "module.name.random_pet.name"
    ]
    assert "assumed var.size = 1" in result.stderr


def test_a_called_module_can_be_planned_by_itself(folder: Path) -> None:
    result = run(folder / "modules" / "name")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["resource_changes"][0]["address"] == "random_pet.name"


def test_errors_are_said_with_their_place(folder: Path) -> None:
    main = folder / "app" / "main.tf"
    main.write_text(MAIN.replace("length = var.size", "lenght = var.size"))
    result = run(folder / "app")
    assert result.exit_code == 1
    assert "app/main.tf:8:3: error: An argument named" in result.stderr
    assert not result.stdout


def test_what_can_not_run_says_why(tmp_path: Path, folder: Path) -> None:
    assert run(tmp_path / "nowhere").exit_code == 2
    result = run(folder)
    assert result.exit_code == 0, result.output  # one root below: the other is its child
    (folder / "other").mkdir()
    (folder / "other" / "main.tf").write_text("")
    result = run(folder)
    assert result.exit_code == 2
    assert "app, other" in result.stderr
