"""Files that Terraform missed because the text does not tell their paths.

`file("${local.folder}/a.json")` names a file only once Terraform has evaluated it. Its message then
says which one: if that lies in the workspace it is shown to Terraform, and it is asked again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from terraformer_ls.hcl.document import Document
from terraformer_ls.terraform.file_reads import readable_file, stub_content

_MISSING = re.compile(
    r'no file exists at "(?P<quoted>[^"]+)"|\bopen (?P<opened>[^:]+): no such file or directory'
)


@dataclass
class Supplied:
    """What a second attempt can be given.

    Attributes:
        files: by path relative to the workspace.
        absent: the diagnostics about files that are not there at all; a stub stands for each.
    """

    files: dict[str, Document] = field(default_factory=dict[str, Document])
    absent: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])


def supply(
    diagnostics: Sequence[dict[str, Any]],
    workspace: Path,
    root_folder: str,
    laid: Mapping[str, Document],
) -> Supplied:
    """The files that some diagnostics miss, where they belong to the workspace.

    Args:
        diagnostics: Terraform's.
        workspace: the folder that the overlay stands for.
        root_folder: where Terraform ran, relative to it.
        laid: the files that were there.
    """
    supplied = Supplied()
    for diagnostic in diagnostics:
        found = _MISSING.search(str(diagnostic.get("detail", "")))
        named = (found["quoted"] or found["opened"]) if found is not None else ""
        if not named or named.startswith(("/", "~")):
            continue
        path = os.path.normpath(f"{root_folder}/{named}").replace(os.sep, "/")
        if path.startswith("../") or path in laid or path in supplied.files:
            continue
        text = readable_file(workspace, workspace / path)
        if text is None:
            text = stub_content(path)
            supplied.absent.append({**diagnostic, "severity": "warning"})
        supplied.files[path] = Document(text)
    return supplied
