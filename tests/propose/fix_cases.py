"""The modules in `tests/cases/fix/`, and which of their findings must have a fix.

A line `# fixable: RULE...` above a block names the findings of that block that must have one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from terraformer_ls.hcl.document import Document
from terraformer_ls.workspace.snapshot import Snapshot

_CASES = Path(__file__).parents[1] / "cases" / "fix"
_FIXABLE = re.compile(
    r'^# fixable: (?P<rules>.+)\n(?P<kind>resource|data) "(?P<type>[^"]+)" "(?P<name>[^"]+)"',
    re.MULTILINE,
)


def fixable() -> Iterator[tuple[str, str, str]]:
    """File, address and rule of each finding that must have a fix."""
    for file in sorted(_CASES.glob("*.tf")):
        for found in _FIXABLE.finditer(file.read_text()):
            for rule in found["rules"].split():
                data = "data." if found["kind"] == "data" else ""
                yield file.stem, f"{data}{found['type']}.{found['name']}", rule


def case(name: str) -> Snapshot:
    """The module of a case."""
    text = (_CASES / f"{name}.tf").read_bytes()
    return Snapshot(Path("/module"), {"main.tf": Document(text)})
