"""The user's folder, and what the tests put into it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from lsp_editor import Editor, tree

VOLUME = """\
resource "aws_ebs_volume" "data" {
  availability_zone = "eu-central-1a"
  size              = 10
  encrypted         = false
}
"""
"""Two findings: CKV_AWS_3 on its last line, which a recipe fixes, and CKV_AWS_189 on its first."""

NO_CHECKOV = {"stages": ["syntax"], "model": "off"}
"""Settings for tests of the protocol alone, which need not wait for Checkov to start."""

NO_MODEL = {"model": "off"}


class Project:
    """A folder of the user's. `write` is the user; anything else that appears is a bug."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._expected: dict[str, bytes | None] = {}

    def write(self, name: str, content: str | bytes, *, remember: bool = True) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        if remember:
            self.remember()
        return path

    def remember(self) -> None:
        """What is there now is as the user wants it."""
        self._expected = tree(self.root)

    def check(self) -> None:
        assert tree(self.root) == self._expected


Start = Callable[..., Awaitable[Editor]]
"""Starts an editor: given its capabilities and settings, each with a default."""
