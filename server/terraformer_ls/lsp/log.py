"""Where the server's log goes: a rotating file, and the client's output channel.

Standard output is the protocol's. What a library prints there by mistake goes to standard error,
which editors show as well.
"""

from __future__ import annotations

import asyncio
import io
import logging
import logging.handlers
import os
import sys
from pathlib import Path
from typing import BinaryIO

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from terraformer_ls import paths

_OURS = "terraformer_ls"


def take_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """The protocol's input and output, out of reach of everything else in this process.

    Child processes and stray prints meet an empty input and standard error instead.
    """
    protocol_in = os.fdopen(os.dup(0), "rb")
    protocol_out = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdin = io.TextIOWrapper(io.BytesIO())
    sys.stdout = sys.stderr
    return protocol_in, protocol_out


def log_file() -> Path:
    """The server's log."""
    return paths.log_folder() / "server.log"


def log_to_file() -> None:
    """Log to the file; where it can't be written, to standard error."""
    handler: logging.Handler
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            log_file(), maxBytes=1_000_000, backupCount=3, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s")
    )
    logging.getLogger().addHandler(handler)
    logging.getLogger(_OURS).setLevel(logging.INFO)
    # pygls logs whole messages, hence the user's code, and each cancellation that came too late.
    logging.getLogger("pygls").setLevel(logging.ERROR)


class ClientLog(logging.Handler):
    """Hands log records to the client's output channel, from whatever thread they come."""

    def __init__(self, server: LanguageServer, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(logging.Formatter("%(message)s"))
        self._server = server
        self._loop = loop

    def emit(self, record: logging.LogRecord) -> None:
        """Send a record as `window/logMessage`."""
        params = types.LogMessageParams(type=_kind(record.levelno), message=self.format(record))
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._server.window_log_message, params)


def log_to_client(server: LanguageServer) -> ClientLog:
    """From now on log to the client too. To be called on the event loop."""
    handler = ClientLog(server, asyncio.get_running_loop())
    logging.getLogger(_OURS).addHandler(handler)
    return handler


def _kind(level: int) -> types.MessageType:
    if level >= logging.ERROR:
        return types.MessageType.Error
    if level >= logging.WARNING:
        return types.MessageType.Warning
    return types.MessageType.Info
