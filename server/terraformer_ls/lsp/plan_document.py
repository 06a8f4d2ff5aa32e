"""The plan as a document of its own: `terraformer-plan:/path/to/module/plan.diff`.

Its name ends in `.diff` so that editors colour what is created and destroyed.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from lsprotocol import types

SCHEME = "terraformer-plan"
_NAME = "plan.diff"


def uri_of_plan(folder: Path) -> str:
    """The URI of the plan of the module in a folder."""
    return f"{SCHEME}:{quote((folder / _NAME).as_posix())}"


def folder_of_plan(uri: str) -> Path | None:
    """The folder of the module whose plan a URI names; None if it names none."""
    parts = urlsplit(uri)
    path = Path(unquote(parts.path))
    return path.parent if parts.scheme == SCHEME and path.name == _NAME else None


def registration() -> types.Registration:
    """Asks a client to come to us for documents of our scheme."""
    return types.Registration(
        id="terraformer-plan",
        method=types.WORKSPACE_TEXT_DOCUMENT_CONTENT,
        register_options=types.TextDocumentContentOptions(schemes=[SCHEME]),
    )
