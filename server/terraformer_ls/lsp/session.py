"""The state of one session: everything that handlers change, changed on the event loop alone.

Handlers keep their own work elsewhere; slow work is handed snapshots and returns values.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from lsprotocol import types

from terraformer_ls.acceptance import Event, Extent, MadeBy, record, store
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.positions import Encoding
from terraformer_ls.lsp.background import Background, Latest
from terraformer_ls.lsp.client import Client
from terraformer_ls.lsp.documents import OpenDocument
from terraformer_ls.lsp.ghost_text import GhostText
from terraformer_ls.lsp.proposals import ProposalCache
from terraformer_ls.lsp.scopes import Scope
from terraformer_ls.settings import Settings

logger = logging.getLogger(__name__)


class Watcher(Protocol):
    """Something that watches files until it is stopped."""

    def stop(self) -> object:
        """Watch no longer."""
        ...


@dataclass(frozen=True)
class Published:
    """The diagnostics that a client was last sent for a file, and for which scope."""

    scope: str
    version: int | None
    diagnostics: tuple[types.Diagnostic, ...]


class Session:
    """One client's documents, settings and engine.

    Attributes:
        client: the editor.
        encoding: what its columns count.
        settings: as they are now.
        setting_problems: a sentence for each that the client first sent and that can't be used.
        missing: what could not be started, and why; "" when nothing is missing.
        engine: made of `settings`.
        documents: the open ones, by URI.
        folders: the roots of the workspace.
        scopes: what is verified, by name.
        finding_scope: the search for a document's scope, by URI, while it goes on.
        published: what the client was sent, by URI.
        diagnostics_changed: set, and replaced by a new one, whenever diagnostics change.
        proposals: fixes that were computed, by what they fix.
        ghost_text: the inline completion under way and the last one shown.
        reading_ahead: what the model reads while nobody asks.
        background: the threads.
        watcher: watches files on disk, where the client can't.
        disk_changes: how often we were told that files changed on disk.
        plans_shown: the URIs of the plans that the client has asked for.
        asked_for_schemas: the folders whose own providers were asked for their schemas.
    """

    def __init__(
        self,
        client: Client,
        encoding: Encoding,
        settings: Settings,
        setting_problems: tuple[str, ...] = (),
    ) -> None:
        self.client = client
        self.encoding = encoding
        self.settings = settings
        self.setting_problems = setting_problems
        self.missing = ""
        self.engine = Engine(settings)
        self.plans_shown: set[str] = set()
        self.asked_for_schemas: set[Path] = set()
        self.documents: dict[str, OpenDocument] = {}
        self.folders: list[Path] = []
        self.scopes: dict[str, Scope] = {}
        self.finding_scope: dict[str, asyncio.Task[None]] = {}
        self.published: dict[str, Published] = {}
        self.diagnostics_changed = asyncio.Event()
        self.proposals = ProposalCache()
        self.ghost_text = GhostText(self._count)
        self.reading_ahead = Latest()
        self.background = Background()
        self.watcher: Watcher | None = None
        self.disk_changes = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def scope_of(self, document: OpenDocument) -> Scope | None:
        """The scope of an open document, once it is known."""
        scopes = self.scopes.values()
        return next((scope for scope in scopes if scope.file_of(document) is not None), None)

    def scope_of_path(self, path: Path) -> Scope | None:
        """The scope that answers for a file, open or not: the first, where two cover it."""
        scopes = self.scopes.values()
        return next((scope for scope in scopes if scope.relative(path) is not None), None)

    def document_at(self, path: Path) -> OpenDocument | None:
        """The open document of a path."""
        return next((found for found in self.documents.values() if found.path == path), None)

    def folder_of(self, path: Path) -> Path | None:
        """The innermost folder of the workspace that holds a file."""
        holding = [folder for folder in self.folders if path.is_relative_to(folder)]
        return max(holding, key=lambda folder: len(folder.parts), default=None)

    def start(self, task: asyncio.Task[None]) -> asyncio.Task[None]:
        """Keep a task alive until it is done."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def tell_notices(self) -> None:
        """Show what the engine wants the user to know."""
        for sentence in self.engine.notices():
            logger.warning("%s", sentence)
            self.client.show(sentence, types.MessageType.Warning)

    def _count(self, event: Event, extent: Extent, made_by: MadeBy) -> None:
        """Count what happens to ghost text, where the user does not mind."""
        if self.settings.completion_statistics:
            day = date.today()
            counting = self.background.run(lambda _: record(store(), event, extent, made_by, day))
            self.start(asyncio.create_task(counting))

    def close(self) -> None:
        """End the work under way and all child processes."""
        if self.watcher is not None:
            self.watcher.stop()
        self.reading_ahead.cancel()
        self.ghost_text.forget()
        self.background.close()
        self.engine.close()
