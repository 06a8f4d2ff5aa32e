"""Where Checkov is found, and what is said when it is not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.hcl.document import Document
from terraformer_ls.policy import environment
from terraformer_ls.policy.checkov import Checkov
from terraformer_ls.policy.environment import (
    CheckovEnvironment,
    Unavailable,
    ensure_environment,
    environment_folder,
    find_checkov,
)
from terraformer_ls.settings import Settings
from terraformer_ls.verify.report import Status
from terraformer_ls.workspace.snapshot import Snapshot

SNAPSHOT = Snapshot(Path("/nowhere"), {"main.tf": Document(b'resource "a" "b" {}\n')})


@pytest.fixture
def empty_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TERRAFORMER_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_without_an_environment_the_stage_is_skipped_and_says_how_to_get_it(
    empty_data: Path,
) -> None:
    stage = Checkov(Settings())
    result = stage.run(SNAPSHOT, (), Cancellation())
    assert result.status is Status.SKIPPED
    assert "terraformer-ls setup" in result.reason
    assert stage.warm() == result.reason
    assert not empty_data.exists()


def test_an_interrupted_installation_counts_as_none(empty_data: Path) -> None:
    (environment_folder() / "bin").mkdir(parents=True)
    (environment_folder() / "bin" / "python").symlink_to(sys.executable)
    assert isinstance(find_checkov(Settings()), Unavailable)


def test_without_a_network_the_sentence_is_clear_and_nothing_stays(
    empty_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment_folder().mkdir(parents=True)
    (environment_folder() / "half").touch()
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    told: list[float] = []
    found = ensure_environment(on_progress=lambda _message, fraction: told.append(fraction))
    assert isinstance(found, Unavailable)
    assert "the package index can't be reached" in found.reason
    assert not environment_folder().exists()
    assert told == sorted(told)
    assert isinstance(find_checkov(Settings()), Unavailable)


def test_a_data_folder_that_cannot_be_made_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("TERRAFORMER_DATA", str(tmp_path / "file"))
    found = ensure_environment()
    assert isinstance(found, Unavailable)
    assert "can't be made" in found.reason


def test_the_users_own_checkov_is_found_by_its_command(
    checkov: CheckovEnvironment, tmp_path: Path
) -> None:
    command = checkov.python.with_name("checkov")
    assert find_checkov(Settings(checkov_path=str(command))) == checkov
    # As pip writes it when the path is too long for a `#!` line.
    long = tmp_path / "checkov"
    long.write_text(f"#!/bin/sh\n'''exec' \"{checkov.python}\" \"$0\" \"$@\"\n' '''\n")
    long.chmod(0o755)
    assert find_checkov(Settings(checkov_path=str(long))) == checkov


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (None, "can't be run"),
        ("#!/bin/sh\nexec docker run checkov\n", "is not a Python script"),
        (f"#!{sys.executable}\n", "does not run"),
        ("#!/usr/bin/env python-that-is-nowhere\n", "is not a Python script"),
    ],
    ids=["missing", "wrapper", "without checkov", "without python"],
)
def test_a_checkov_that_cannot_be_used_is_explained(
    tmp_path: Path, script: str | None, said: str
) -> None:
    command = tmp_path / "checkov"
    if script is not None:
        command.write_text(script)
        command.chmod(0o755)
    found = find_checkov(Settings(checkov_path=str(command)))
    assert isinstance(found, Unavailable)
    assert said in found.reason
    assert str(command) in found.reason


def test_the_lock_file_names_no_host_and_pins_everything() -> None:
    lines = (Path(environment.__file__).parent / "checkov.lock").read_text().splitlines()
    assert lines
    assert all("//" not in line and line.count("==") == 1 for line in lines)
