"""The schemas of the user's own providers, asked for once in the background.

Only in a workspace that the user trusts: asking starts the provider binaries that lie in it.
"""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from terraformer_ls.lsp.session import Session
from terraformer_ls.schema.dump import dump_schemas, wanted_dump
from terraformer_ls.settings import Settings
from terraformer_ls.workspace.snapshot import Snapshot

logger = logging.getLogger(__name__)


async def take_over(session: Session, snapshot: Snapshot) -> bool:
    """Ask the initialised modules of a snapshot for schemas; whether there are any new ones.

    Each folder is asked once in a session, whatever comes of it.
    """
    if not session.settings.trusted:
        return False
    folders = [snapshot.root / folder for folder in snapshot.module_folders()]
    new = [folder for folder in folders if folder not in session.asked_for_schemas]
    terraform = _terraform(session.settings) if new else None
    if terraform is None:
        return False
    session.asked_for_schemas.update(new)
    added = await session.background.run(lambda _: _dump(terraform, new))
    if added:
        logger.info("took the schemas of %s from the workspace", ", ".join(added))
    return bool(added)


def _dump(terraform: str, folders: list[Path]) -> list[str]:
    return [
        str(provider)
        for folder in folders
        if wanted_dump(folder)
        for provider in dump_schemas(terraform, folder)
    ]


def _terraform(settings: Settings) -> str | None:
    """The user's own command, if one is named or at hand."""
    if settings.terraform_path:
        return shutil.which(str(Path(settings.terraform_path).expanduser()))
    return shutil.which("terraform") or shutil.which("tofu")
