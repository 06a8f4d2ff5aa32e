"""Which files belong to a snapshot, and that trouble on disk is noted and never raised."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from terraformer_ls.verify.ladder import Verifier
from terraformer_ls.verify.report import Status
from terraformer_ls.verify.stages.syntax import SyntaxStage
from terraformer_ls.workspace.discover import local_modules, read_snapshot, snapshot_for_file
from terraformer_ls.workspace.snapshot import LeftOutKind, Snapshot


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def rules(snapshot: Snapshot) -> list[tuple[str, str]]:
    report = Verifier([SyntaxStage()]).verify(snapshot)
    assert report.results[0].status is not Status.SKIPPED
    return [(finding.rule, finding.file) for finding in report.findings]


def test_the_files_that_belong(tmp_path: Path) -> None:
    belongs = [
        ".checkov.yaml",
        ".terraform.lock.hcl",
        "a.tf",
        "b.tf.json",
        "c.tofu",
        "d.tofu.json",
        "e.tfvars",
        "f.auto.tfvars.json",
        "mocks/h.tfmock.hcl",
        "modules/deep/er/i.tf",
        "tests/g.tftest.hcl",
    ]
    others = [
        "README.md",
        "main.tf.bak",
        ".hidden.tf",
        ".git/a.tf",
        ".terraform/modules/x/a.tf",
        "node_modules/x/a.tf",
        ".serverless/a.tf",
        "modules/.checkov.yaml",
        "other.hcl",
        "package.json",
    ]
    write(tmp_path, dict.fromkeys([*belongs, *others], ""))
    assert list(read_snapshot(tmp_path).files) == belongs


def test_a_single_file(tmp_path: Path) -> None:
    write(tmp_path, {"a.tf": "x = 1", "b.tf": ""})
    snapshot = read_snapshot(tmp_path / "a.tf")
    assert (snapshot.root, list(snapshot.files)) == (tmp_path, ["a.tf"])


def test_links(tmp_path: Path) -> None:
    write(tmp_path, {"real/a.tf": "x = 1"})
    (tmp_path / "real" / "loop").symlink_to(tmp_path)
    (tmp_path / "linked").symlink_to(tmp_path / "real")
    (tmp_path / "b.tf").symlink_to(tmp_path / "real" / "a.tf")
    (tmp_path / "c.tf").symlink_to(tmp_path / "c.tf")
    (tmp_path / "d.tf").symlink_to(tmp_path / "nowhere")
    snapshot = read_snapshot(tmp_path)
    assert list(snapshot.files) == ["b.tf", "real/a.tf"]
    assert rules(snapshot) == [("unreadable", "c.tf"), ("unreadable", "d.tf")]


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.tf").mkdir()
    os.mkfifo(tmp_path / "pipe.tf")
    (tmp_path / "endless.tf").symlink_to("/dev/zero")
    snapshot = read_snapshot(tmp_path)
    assert list(snapshot.files) == []
    assert rules(snapshot) == [("unreadable", "endless.tf"), ("unreadable", "pipe.tf")]


def test_big_and_binary_files(tmp_path: Path) -> None:
    (tmp_path / "big.tf").write_bytes(b"# \n" * 2_000_000)
    (tmp_path / "binary.tf").write_bytes(bytes(range(256)))
    write(tmp_path, {"good.tf": "x = 1\n"})
    snapshot = read_snapshot(tmp_path)
    assert list(snapshot.files) == ["binary.tf", "good.tf"]
    assert snapshot.left_out["big.tf"].kind is LeftOutKind.TOO_BIG
    assert rules(snapshot) == [("too-big", "big.tf"), ("not-utf8", "binary.tf")]


def test_a_buffer_that_grew_too_big_is_told_too(tmp_path: Path) -> None:
    snapshot = Snapshot(tmp_path, {}).with_text("a.tf", b"# \n" * 2_000_000)
    assert rules(snapshot) == [("too-big", "a.tf")]


def test_an_opened_buffer_takes_the_place_of_what_could_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.tf").symlink_to(tmp_path / "nowhere")
    snapshot = read_snapshot(tmp_path).with_text("a.tf", b"x = 1\n")
    assert rules(snapshot) == []


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    snapshot = read_snapshot(tmp_path / "gone")
    assert rules(snapshot) == [("unreadable", "")]


def test_what_may_not_be_read() -> None:
    # Root may read everything, so root asks as somebody else, to whom pytest's folders are closed.
    program = (
        "import os, sys\nfrom pathlib import Path\n"
        "from terraformer_ls.workspace.discover import read_snapshot\n"
        "os.setgid(65534) or os.setuid(65534) if os.geteuid() == 0 else None\n"
        "print(*sorted(read_snapshot(Path(sys.argv[1])).left_out))"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, {"a.tf": "", "closed/b.tf": ""})
        folder.chmod(0o755)
        (folder / "a.tf").chmod(0)
        (folder / "closed").chmod(0)
        command = [sys.executable, "-c", program, name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        (folder / "closed").chmod(0o700)
    assert done.stdout.split() == ["a.tf", "closed"]


MODULES = {
    "live/prod/main.tf": 'module "net" {\n  source = "../../modules/net"\n}\n',
    "live/prod/values.tfvars": "a = 1\n",
    "live/test/main.tf": "",
    "modules/net/main.tf": 'module "sub" {\n  source = "./sub"\n}\n'
    'module "registry" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n',
    "modules/net/sub/main.tf": 'module "back" {\n  source = "../"\n}\n',
    "modules/other/main.tf": "",
}


def test_local_modules_are_followed(tmp_path: Path) -> None:
    snapshot = read_snapshot(write(tmp_path, MODULES))
    assert local_modules(snapshot, "live/prod") == ("modules/net", "modules/net/sub")
    assert local_modules(snapshot, "modules/net/sub") == ("modules/net",)
    assert local_modules(snapshot, "modules/other") == ()


def test_a_small_workspace_is_read_whole(tmp_path: Path) -> None:
    write(tmp_path, MODULES)
    snapshot = snapshot_for_file(tmp_path / "live/prod/main.tf", tmp_path)
    assert list(snapshot.files) == sorted(MODULES)


def test_of_a_big_workspace_only_what_the_file_needs(tmp_path: Path) -> None:
    write(tmp_path, {**MODULES, ".checkov.yaml": ""})
    snapshot = snapshot_for_file(tmp_path / "live/prod/main.tf", tmp_path, file_limit=3)
    assert snapshot.root == tmp_path
    assert list(snapshot.files) == [
        ".checkov.yaml",
        "live/prod/main.tf",
        "live/prod/values.tfvars",
        "modules/net/main.tf",
        "modules/net/sub/main.tf",
    ]


def test_modules_outside_the_workspace_move_the_root(tmp_path: Path) -> None:
    write(tmp_path, MODULES)
    snapshot = snapshot_for_file(tmp_path / "live/prod/main.tf", tmp_path / "live/prod")
    assert snapshot.root == tmp_path
    assert list(snapshot.files) == [
        "live/prod/main.tf",
        "live/prod/values.tfvars",
        "modules/net/main.tf",
        "modules/net/sub/main.tf",
    ]


def test_a_test_file_comes_with_the_module_it_tests(tmp_path: Path) -> None:
    write(tmp_path, {"m/main.tf": "", "m/tests/a.tftest.hcl": "", "other/b.tf": ""})
    snapshot = snapshot_for_file(tmp_path / "m/tests/a.tftest.hcl", tmp_path, file_limit=1)
    assert list(snapshot.files) == ["m/main.tf", "m/tests/a.tftest.hcl"]


def test_a_file_without_a_workspace_and_one_that_is_gone(tmp_path: Path) -> None:
    write(tmp_path, {"a.tf": "", "b.tf": ""})
    assert list(snapshot_for_file(tmp_path / "a.tf", None).files) == ["a.tf", "b.tf"]
    assert list(snapshot_for_file(tmp_path / "new.tf", tmp_path).files) == ["a.tf", "b.tf"]
    assert list(snapshot_for_file(tmp_path / "gone/a.tf", None).files) == []
