"""The language server on standard input and output: pygls, bound to our routes.

pygls does the transport and the protocol's types. Its own copy of the documents is switched off:
see `documents.py`.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable
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
from terraformer_ls.lsp.requests.execute_command import COMMANDS
from terraformer_ls.lsp.requests.initialize import initialize
from terraformer_ls.lsp.routes import NOTIFICATIONS, PULLED_DIAGNOSTICS, REQUESTS, Route
from terraformer_ls.lsp.session import Session

if TYPE_CHECKING:
    from pygls.server import ServerErrors

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
    """The server; everything about its one client is in `session`, which `initialize` makes."""

    def __init__(self) -> None:
        super().__init__("terraformer-ls", __version__)  # pyright: ignore[reportUnknownMemberType]
        self.session: Session | None = None
        for method in _OURS:
            del self.protocol.fm.builtin_features[method]  # pyright: ignore[reportUnknownMemberType]
        for name, command in COMMANDS.items():
            self.command(name)(command)  # only to announce it: `execute_command` routes
        self.feature(types.INITIALIZE)(partial(self._initialize))
        self.route(NOTIFICATIONS, _hearing)
        self.route(REQUESTS, _answering)

    def end(self) -> None:
        """Let go of everything that a session holds."""
        if self.session is not None:
            self.session.close()

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Log what pygls could not handle, such as a message that makes no sense.

        A request that fails is answered with its error, so that needs no saying here.
        """
        if source is not FeatureRequestError:
            logger.error("%s: %s", source.__name__, error)

    def _initialize(self, params: types.InitializeParams) -> None:
        log.log_to_client(self)
        self.session = initialize(self, params)
        if self.session.client.capabilities.pulls_diagnostics:
            self.route(PULLED_DIAGNOSTICS, _answering)

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


def _answering(route: Route) -> Callable[[Server, object], object]:
    """A request's handler: a bug becomes an error that says so in one sentence."""

    async def answer(server: Server, params: object) -> object:
        if server.session is None:
            raise JsonRpcServerNotInitialized("initialize comes first")
        try:
            answered = route.handler(server.session, params)
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

    def hear(server: Server, params: object) -> object:
        if server.session is None:
            return None
        try:
            return route.handler(server.session, params)
        except Exception:
            return server.met_a_bug(route)

    async def hear_and_wait(server: Server, params: object) -> None:
        if server.session is None:
            return
        try:
            heard = route.handler(server.session, params)
            if inspect.isawaitable(heard):
                await heard
        except Exception:
            server.met_a_bug(route)

    return hear_and_wait if inspect.iscoroutinefunction(route.handler) else hear
