"""The language server on standard input and output: pygls, bound to our routes.

pygls does the transport and the protocol's types. Its own copy of the documents is switched off:
see `documents.py`.
"""

from __future__ import annotations

import asyncio
import gc
import inspect
import logging
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import (
    FeatureRequestError,
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcServerNotInitialized,
)
from pygls.lsp.server import LanguageServer

from terraformer_ls import __version__
from terraformer_ls.cancellation import Cancelled
from terraformer_ls.lsp import log
from terraformer_ls.lsp.client import Capabilities, section_of
from terraformer_ls.lsp.routes import (
    COMMANDS,
    LANGUAGE_FEATURES,
    NOTIFICATIONS,
    PULLED_DIAGNOSTICS,
    REQUESTS,
    Route,
)
from terraformer_ls.settings import settings_from

if TYPE_CHECKING:
    from pygls.server import ServerErrors

    from terraformer_ls.lsp.session import Session

logger = logging.getLogger(__name__)


def serve() -> None:
    """Serve one client until it says goodbye or is gone."""
    protocol_in, protocol_out = log.take_standard_streams()
    log.log_to_file()
    server = Server()
    try:
        server.start_io(protocol_in, protocol_out)
    finally:
        server.end()


_OURS = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
    types.WORKSPACE_EXECUTE_COMMAND,
)
"""What pygls would handle itself: documents are kept twice, a command can't be cancelled."""


class Server(LanguageServer):
    """The server of one client, whose session begins with the first message after `initialize`."""

    def __init__(self) -> None:
        super().__init__("terraformer-ls", __version__)  # pyright: ignore[reportUnknownMemberType]
        self._hello: types.InitializeParams | None = None
        self._session: Session | None = None
        for method in _OURS:
            del self.protocol.fm.builtin_features[method]  # pyright: ignore[reportUnknownMemberType]
        for name in COMMANDS:
            self.command(name)(partial(_answered_by_execute_command, name))  # only to announce it
        self.feature(types.INITIALIZE)(partial(self._initialize))
        self.route(NOTIFICATIONS, _hearing)
        self.route(REQUESTS, _answering)

    @property
    def session(self) -> Session | None:
        """The session; None before `initialize`.

        Opening it imports everything that handlers need, so `initialize` itself never asks for it.
        """
        if self._session is None and self._hello is not None:
            from terraformer_ls.lsp.requests.initialize import open_session

            self._session = open_session(self, self._hello)
            # What is imported stays: looking through it for garbage would stop the loop for long.
            gc.freeze()
        return self._session

    def end(self) -> None:
        """Let go of everything that a session holds."""
        if self._session is not None:
            self._session.close()

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Log what pygls could not handle, such as a message that makes no sense.

        A request that fails is answered with its error, so that needs no saying here.
        """
        if source is not FeatureRequestError:
            logger.error("%s: %s", source.__name__, error)

    def _initialize(self, params: types.InitializeParams) -> None:
        log.log_to_client(self)
        asyncio.get_running_loop().set_exception_handler(_log_unexpected)
        self._hello = params
        if Capabilities.of(params.capabilities).pulls_diagnostics:
            self.route(PULLED_DIAGNOSTICS, _answering)
        settings, _ = settings_from(section_of(params.initialization_options))
        if settings.language_features_enabled:
            self.route(LANGUAGE_FEATURES, _answering)

    def route(
        self,
        routes: tuple[Route, ...],
        bound: Callable[[Route], Callable[[Server, object], object]],
    ) -> None:
        """Let `bound` handlers answer some routes."""
        for route in routes:
            self.feature(route.method, route.options)(bound(route))

    def met_a_bug(self, route: Route) -> str:
        """Log the exception at hand and show it in one sentence, which is returned."""
        sentence = f"TerraFormer met a bug in {route.method}; {log.log_file()} has the details."
        logger.exception("%s failed", route.method)
        if self.session is not None:
            self.session.client.show(sentence, types.MessageType.Error)
        return sentence


def _log_unexpected(loop: asyncio.AbstractEventLoop, context: Mapping[str, object]) -> None:
    """What went wrong where nobody waits for it is a bug, too."""
    del loop
    error = context.get("exception")
    logger.error(
        "%s", context.get("message"), exc_info=error if isinstance(error, Exception) else None
    )


def _answering(route: Route) -> Callable[[Server, object], object]:
    """A request's handler: a bug becomes an error that says so in one sentence."""

    async def answer(server: Server, params: object) -> object:
        session = server.session
        if session is None:
            raise JsonRpcServerNotInitialized("initialize comes first")
        try:
            answered = route.handler(session, params)
            return await answered if inspect.isawaitable(answered) else answered
        except JsonRpcException:
            raise
        except Cancelled:
            return None
        except Exception as error:
            raise JsonRpcInternalError(server.met_a_bug(route)) from error

    return answer


def _hearing(route: Route) -> Callable[[Server, object], object]:
    """A notification's handler: a bug is logged, and shown in one sentence.

    Plain handlers run where they are called, so that edits apply in the order of their messages.
    """

    def hear(server: Server, params: object) -> None:
        session = server.session
        if session is None:
            return
        try:
            heard = route.handler(session, params)
        except Exception:
            server.met_a_bug(route)
            return
        if inspect.iscoroutine(heard):
            session.start(asyncio.create_task(finish(server, heard)))

    async def finish(server: Server, heard: Coroutine[object, object, object]) -> None:
        try:
            await heard
        except Exception:
            server.met_a_bug(route)

    return hear


def _answered_by_execute_command(name: str) -> None:
    raise AssertionError(f"{name} is routed by requests/execute_command.py")
