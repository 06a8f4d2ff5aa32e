"""`terraformer-ls stats`: what was counted on this machine."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from terraformer_ls.acceptance import Event, Extent, MadeBy, counts, record, store
from terraformer_ls.cli import main

DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TERRAFORMER_DATA", str(tmp_path / "data"))
    return tmp_path


def stats(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["stats", *arguments], catch_exceptions=False)


def test_counts_add_up_by_day_and_kind() -> None:
    for event in (Event.SHOWN, Event.SHOWN, Event.ACCEPTED):
        record(store(), event, Extent.LINE, MadeBy.MODEL, DAY)
    record(store(), Event.SHOWN, Extent.BLOCK, MadeBy.RECIPE, DAY)
    said = json.loads(stats("--format", "json").stdout)
    block, line = said["counts"]
    assert (block["extent"], block["made_by"], block["shown"]) == ("block", "recipe", 1)
    assert (line["day"], line["shown"], line["accepted"]) == ("2026-11-22", 2, 1)
    assert "50%" in stats().stdout


def test_nothing_counted_is_said() -> None:
    assert "Nothing was counted" in stats().stdout


def test_counts_can_be_forgotten() -> None:
    record(store(), Event.SHOWN, Extent.LINE, MadeBy.MODEL, DAY)
    assert stats("--forget").exit_code == 0
    assert counts(store()) == ()


def test_a_file_that_is_no_store_is_said_to_be_none() -> None:
    store().parent.mkdir(parents=True)
    store().write_bytes(b"nothing of the kind" * 100)
    result = stats()
    assert result.exit_code == 2
    assert "can't be read" in result.stderr
    record(store(), Event.SHOWN, Extent.LINE, MadeBy.MODEL, DAY)  # counted by nobody, harms nobody
