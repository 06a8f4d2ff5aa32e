"""Having the model read what it would be given, before anyone waits for it.

When a document is opened the model reads it up to its end, of which the beginning serves every
cursor; when the cursor rests somewhere else, up to there, before anything is typed; and when the
typing pauses, up to where the last edit was, in case it was not asked there. Only models on this
machine read unasked.
"""

from __future__ import annotations

import asyncio
import logging

from terraformer_ls.lsp.documents import OpenDocument
from terraformer_ls.lsp.session import Session
from terraformer_ls.lsp.verification import scope_for
from terraformer_ls.model.protocol import ModelUnavailable
from terraformer_ls.propose.complete import read_ahead

logger = logging.getLogger(__name__)

_PAUSE = 1.0
"""Seconds without an edit or a request after which the model has nothing else to do."""

_REST = 0.2
"""Seconds after which a cursor that was moved may have arrived."""


def document_opened(session: Session, document: OpenDocument) -> None:
    """Read a document that was just opened."""
    if _is_wanted(session):
        session.reading_ahead.start(_read(session, document.uri, len(document.document.text), 0.0))


def cursor_moved(session: Session, document: OpenDocument, offset: int) -> None:
    """Read up to the cursor. Clients don't tell where it is, but ask for its quick fixes."""
    if _is_wanted(session):
        session.reading_ahead.start(_read(session, document.uri, offset, _REST))


def document_edited(session: Session, document: OpenDocument, offset: int) -> None:
    """Read up to an edit, once nothing else has happened for a while."""
    if _is_wanted(session):
        session.reading_ahead.start(_read(session, document.uri, offset, _PAUSE))


def _is_wanted(session: Session) -> bool:
    settings = session.settings
    if settings.model_is_elsewhere or session.engine.model is None:
        return False
    return settings.completion_enabled


async def _read(session: Session, uri: str, offset: int, pause: float) -> None:
    await asyncio.sleep(pause)
    scope = await scope_for(session, uri)
    document = session.documents.get(uri)
    path = scope.file_of(document) if scope is not None and document is not None else None
    if scope is None or document is None or path is None:
        return
    if len(document.document.text) > session.settings.max_file_size:
        return
    engine, snapshot = session.engine, scope.snapshot.with_document(path, document.document)
    try:
        await session.background.run(
            lambda cancellation: read_ahead(engine, snapshot, path, offset, cancellation)
        )
    except ModelUnavailable as error:
        logger.debug("not read ahead: %s", error)  # whoever asks for completions is told
