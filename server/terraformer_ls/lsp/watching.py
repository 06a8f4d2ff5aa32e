"""Files that change outside of the editor, for clients that can't watch them for us."""

from __future__ import annotations

import asyncio
import logging
import os
from pathlib import Path

from watchdog.events import (
    FileSystemEvent,
    FileSystemEventHandler,
    FileSystemMovedEvent,
)
from watchdog.observers import Observer

from terraformer_ls.lsp import verification
from terraformer_ls.lsp.session import Session, Watcher
from terraformer_ls.workspace.discover import is_terraform_file

logger = logging.getLogger(__name__)


def watch(session: Session, loop: asyncio.AbstractEventLoop) -> Watcher | None:
    """Watch the workspace's folders; None where the system can't."""
    observer = Observer()
    observer.daemon = True
    handler = _Handler(session, loop)
    try:
        for folder in session.folders:
            if folder.is_dir():
                observer.schedule(handler, str(folder), recursive=True)
        observer.start()
    except OSError as error:
        logger.warning("files that change outside of the editor are not noticed: %s", error)
        return None
    return observer


def matters(path: Path) -> bool:
    """Whether a file has a part in what the stages say."""
    return is_terraform_file(path.name) or path.name in (".checkov.yaml", ".checkov.yml")


class _Handler(FileSystemEventHandler):
    """Hands the paths that matter to the event loop."""

    def __init__(self, session: Session, loop: asyncio.AbstractEventLoop) -> None:
        self._session = session
        self._loop = loop

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog's thread for each change."""
        if event.event_type not in ("created", "modified", "deleted", "moved"):
            return
        names = [event.src_path]
        if isinstance(event, FileSystemMovedEvent):
            names.append(event.dest_path)
        paths = [Path(os.fsdecode(name)) for name in names]
        changed = [
            path
            for path in paths
            if (event.is_directory and event.event_type in ("deleted", "moved")) or matters(path)
        ]
        if changed and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(verification.files_changed, self._session, changed)
