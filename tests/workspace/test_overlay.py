"""An overlay holds exactly the snapshot's files, and nothing of it is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terraformer_ls import paths
from terraformer_ls.hcl.document import Document
from terraformer_ls.workspace.overlay import Overlay, sweep_scratch
from terraformer_ls.workspace.snapshot import Snapshot


def contents(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def snapshot_of(files: dict[str, bytes]) -> Snapshot:
    return Snapshot(Path("/user"), {name: Document(text) for name, text in files.items()})


PATHS = st.sampled_from(["a.tf", "m/a.tf", "m/b.tf", "m/n/c.tf", "o/p/q/d.tf"])


@settings(max_examples=60)
@given(st.lists(st.dictionaries(PATHS, st.binary(max_size=5)), max_size=5))
def test_it_follows_from_snapshot_to_snapshot(states: list[dict[str, bytes]]) -> None:
    with Overlay() as overlay:
        for files in states:
            assert overlay.lay(snapshot_of(files)) is None
            assert contents(overlay.path) == files
            assert {folder for folder in overlay.path.rglob("*") if folder.is_dir()} == {
                overlay.path / parent
                for file in files
                for parent in Path(file).parents
                if parent != Path()
            }


def test_a_file_where_a_folder_was_and_back() -> None:
    with Overlay() as overlay:
        for files in ({"a": b"1"}, {"a/b": b"2"}, {"a": b"3"}):
            assert overlay.lay(snapshot_of(files)) is None
            assert contents(overlay.path) == files


def test_only_what_differs_is_written() -> None:
    files = {f"{number}.tf": b"x = 1\n" for number in range(10)}
    with Overlay() as overlay:
        assert overlay.lay(snapshot_of(files)) is None
        before = {file.name: file.stat().st_mtime_ns for file in overlay.path.iterdir()}
        assert overlay.lay(snapshot_of({**files, "3.tf": b"x = 2\n"})) is None
        after = {file.name: file.stat().st_mtime_ns for file in overlay.path.iterdir()}
    assert {name for name in files if before[name] != after[name]} == {"3.tf"}


def test_nothing_is_left_after_closing_and_laying_again_works() -> None:
    overlay = Overlay()
    assert overlay.lay(snapshot_of({"a.tf": b""})) is None
    folder = overlay.path
    overlay.close()
    assert not folder.exists()
    assert overlay.lay(snapshot_of({"a.tf": b"1"})) is None
    assert contents(overlay.path) == {"a.tf": b"1"}
    overlay.close()


def test_a_folder_that_someone_removed_is_made_again() -> None:
    with Overlay() as overlay:
        assert overlay.lay(snapshot_of({"a.tf": b"", "m/b.tf": b""})) is None
        (overlay.path / "m" / "b.tf").unlink()
        (overlay.path / "m").rmdir()
        (overlay.path / "a.tf").unlink()
        overlay.path.rmdir()
        assert overlay.lay(snapshot_of({"a.tf": b"1"})) is None
        assert contents(overlay.path) == {"a.tf": b"1"}


@pytest.mark.parametrize("path", ["../a.tf", "/a.tf", "m/../../a.tf", ""])
def test_paths_that_lead_out_are_a_bug_of_the_caller(path: str) -> None:
    with Overlay() as overlay, pytest.raises(ValueError, match="not a path below"):
        overlay.lay(snapshot_of({path: b""}))


def test_no_room_is_a_sentence_and_room_later_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = tmp_path / "nowhere"
    monkeypatch.setattr(paths, "scratch_folder", lambda: nowhere)
    monkeypatch.setattr(tempfile, "tempdir", str(nowhere))
    with Overlay() as overlay:
        problem = overlay.lay(snapshot_of({"a.tf": b""}))
        assert problem == "the files could not be copied for the tool: No such file or directory"
        nowhere.mkdir()
        assert overlay.lay(snapshot_of({"a.tf": b"1"})) is None
        assert contents(overlay.path) == {"a.tf": b"1"}


def test_without_the_scratch_folder_the_temporary_one_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "scratch_folder", lambda: tmp_path / "nowhere")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Overlay() as overlay:
        assert overlay.lay(snapshot_of({"a.tf": b"1"})) is None
        assert overlay.path.is_relative_to(tmp_path)


LAY_AND = """
import os, sys
from pathlib import Path
from terraformer_ls import paths
paths.scratch_folder = lambda: Path(sys.argv[1])
from terraformer_ls.hcl.document import Document
from terraformer_ls.workspace.overlay import Overlay
from terraformer_ls.workspace.snapshot import Snapshot
assert Overlay().lay(Snapshot(Path("/user"), {"a.tf": Document(b"")})) is None
print(flush=True)
"""


def test_a_process_cleans_up_when_it_ends(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", LAY_AND, tmp_path], check=True)
    assert list(tmp_path.iterdir()) == []


def test_the_leftovers_of_a_killed_process_are_swept_and_a_living_one_s_are_not(
    tmp_path: Path,
) -> None:
    code = LAY_AND + "sys.stdin.read()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    (other,) = tmp_path.iterdir()
    sweep_scratch(tmp_path)
    assert [file.name for file in other.rglob("*.tf")] == ["a.tf"]
    process.kill()
    process.communicate()
    assert other.exists()
    sweep_scratch(tmp_path)
    assert not other.exists()


def test_the_folder_is_private() -> None:
    with Overlay() as overlay:
        assert overlay.lay(snapshot_of({"a.tf": b""})) is None
        assert os.stat(overlay.path.parent).st_mode & 0o077 == 0  # noqa: PTH116
