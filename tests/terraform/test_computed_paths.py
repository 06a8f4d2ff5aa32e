"""Where the kernel can't keep Terraform from reading, a module with such paths must not run.

This decides which modules those are; the tests of reading itself need a kernel that can.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from stage_runs import snapshot_of

from terraformer_ls.terraform.prepare import prepare


@pytest.mark.parametrize(
    ("expression", "computed"),
    [
        ('"no file at all"', False),
        ('file("a.txt")', False),
        ('file("${path.module}/a.txt")', False),
        ('file("/etc/passwd")', False),  # replaced by a stub
        ('templatefile("${path.module}/plain.tftpl", {})', False),
        ('templatefile("${path.module}/reading.tftpl", {})', True),
        ('file("${path.module}/${var.name}")', True),
        ('file("${var.folder}/a.txt")', True),
        ("file(var.name)", True),
        ('file(join("/", ["etc", "passwd"]))', True),
        ('[for name in fileset("${path.module}", "*") : file(name)]', True),
        ("filebase64(  local.path  )", True),
    ],
)
def test_paths_that_the_text_does_not_tell(tmp_path: Path, expression: str, computed: bool) -> None:
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "plain.tftpl").write_text("Hello ${name}")
    (tmp_path / "reading.tftpl").write_text('${file("/etc/passwd")}')
    prepared = prepare(snapshot_of(f'output "a" {{\n  value = {expression}\n}}\n', tmp_path))
    assert prepared.roots[0].reads_computed_paths is computed
