"""The editor at the other end: what it can do, and everything we send it unasked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from terraformer_ls.settings import Settings, settings_from

logger = logging.getLogger(__name__)

STATUS = "terraformer/status"
ASK_TEXT = "terraformer/askText"
CHOOSE_FIXES = "terraformer/chooseFixes"
SECTION = "terraformer"


class State(StrEnum):
    """What a status bar may show."""

    STARTING = "starting"
    READY = "ready"
    WORKING = "working"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Capabilities:
    """What the client announced, by what it means for us.

    Attributes:
        pulls_diagnostics: it asks for diagnostics; otherwise we publish them.
        refreshes_diagnostics: it can be told to ask again.
        versioned_edits: edits may name the version they are meant for.
        annotates_edits: edits may ask for a confirmation.
        tags_actions: code actions may be marked as made by a language model.
        shows_progress: it can be asked for a progress bar.
        tells_settings: it can be asked for its settings.
        registers_settings: it wants to be told that we want to hear of changed settings.
        watches_files: it can be asked to watch files.
        expands_snippets: completion items may be snippets.
        completes_in_markdown: the documentation of completion items may be Markdown.
        hovers_in_markdown: what is shown about a word may be.
        shows_outline_as_tree: an outline may have levels.
        refreshes_lenses: it can be told to ask for code lenses again.
        shows_plans: it can open documents whose text comes from us.
        asks_text: it can ask the user for words of their own, by a request of ours.
        chooses_fixes: it can show changes and let the user leave some out, by a request of ours.
    """

    pulls_diagnostics: bool
    refreshes_diagnostics: bool
    versioned_edits: bool
    annotates_edits: bool
    tags_actions: bool
    shows_progress: bool
    tells_settings: bool
    registers_settings: bool
    watches_files: bool
    expands_snippets: bool
    completes_in_markdown: bool
    hovers_in_markdown: bool
    shows_outline_as_tree: bool
    refreshes_lenses: bool
    shows_plans: bool
    asks_text: bool = False
    chooses_fixes: bool = False

    @staticmethod
    def of(client: types.ClientCapabilities, options: object = None) -> Capabilities:
        """What a client's announcement means.

        Args:
            client: what the protocol has names for.
            options: the `initializationOptions`, whose section `client` is for the rest.
        """
        has = _Announced(client)
        return Capabilities(
            pulls_diagnostics=has("text_document.diagnostic"),
            refreshes_diagnostics=has("workspace.diagnostics.refresh_support"),
            versioned_edits=has("workspace.workspace_edit.document_changes"),
            annotates_edits=has("workspace.workspace_edit.change_annotation_support")
            and has("workspace.workspace_edit.document_changes"),
            tags_actions=has("text_document.code_action.tag_support"),
            shows_progress=has("window.work_done_progress"),
            tells_settings=has("workspace.configuration"),
            registers_settings=has("workspace.did_change_configuration.dynamic_registration"),
            watches_files=has("workspace.did_change_watched_files.dynamic_registration"),
            expands_snippets=has("text_document.completion.completion_item.snippet_support"),
            completes_in_markdown=has(
                "text_document.completion.completion_item.documentation_format",
                types.MarkupKind.Markdown,
            ),
            hovers_in_markdown=has("text_document.hover.content_format", types.MarkupKind.Markdown),
            shows_outline_as_tree=has(
                "text_document.document_symbol.hierarchical_document_symbol_support"
            ),
            refreshes_lenses=has("workspace.code_lens.refresh_support"),
            shows_plans=has("workspace.text_document_content.dynamic_registration")
            and has("window.show_document.support"),
            asks_text=_own_capability(options, "askText"),
            chooses_fixes=_own_capability(options, "chooseFixes"),
        )


def _own_capability(options: object, name: str) -> bool:
    """Whether the `initializationOptions` announce something that only we know of."""
    for key in ("client", name):
        if not isinstance(options, Mapping):
            return False
        options = cast("Mapping[str, object]", options).get(key)
    return options is True


class _Announced:
    def __init__(self, client: types.ClientCapabilities) -> None:
        self._client = client

    def __call__(self, path: str, member: str | None = None) -> bool:
        """Whether something is announced, or a list with a certain member."""
        value: object = self._client
        for name in path.split("."):
            value = getattr(value, name, None)
        if member is not None:
            return isinstance(value, Sequence) and member in value
        return value is not None and value is not False


class Client:
    """The client of one session. To be used on the event loop."""

    def __init__(self, server: LanguageServer, hello: types.InitializeParams) -> None:
        self._server = server
        self.capabilities = Capabilities.of(hello.capabilities, hello.initialization_options)
        self._shown: set[str] = set()
        self._status: tuple[State, str] | None = None

    def show(self, message: str, kind: types.MessageType = types.MessageType.Info) -> None:
        """Show a sentence to the user, once in a session however often we would say it."""
        if message not in self._shown:
            self._shown.add(message)
            self._server.window_show_message(types.ShowMessageParams(type=kind, message=message))

    def tell(self, message: str) -> None:
        """Show what came of something that the user asked for, each time they do."""
        self._server.window_show_message(
            types.ShowMessageParams(type=types.MessageType.Info, message=f"TerraFormer: {message}")
        )

    def status(self, state: State, message: str = "") -> None:
        """Tell a status bar how we are, when that has changed."""
        if self._status != (state, message):
            self._status = (state, message)
            self._server.protocol.notify(STATUS, {"state": str(state), "message": message})

    def publish(
        self, uri: str, version: int | None, diagnostics: Sequence[types.Diagnostic]
    ) -> None:
        """Replace the diagnostics of a file, for clients that don't pull."""
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, version=version, diagnostics=list(diagnostics))
        )

    def refresh_diagnostics(self) -> None:
        """Ask the client to pull diagnostics again, if it can be asked."""
        if self.capabilities.refreshes_diagnostics:
            self._server.workspace_diagnostic_refresh(None, _ignore)

    def refresh_plans(self, uris: Iterable[str]) -> None:
        """Ask the client to ask again for lenses and for the plans that it shows."""
        if self.capabilities.refreshes_lenses:
            self._server.workspace_code_lens_refresh(None, _ignore)
        if self.capabilities.shows_plans:
            for uri in uris:
                self._server.workspace_text_document_content_refresh(
                    types.TextDocumentContentRefreshParams(uri), _ignore
                )

    def show_document(self, uri: str) -> None:
        """Open a document in the editor."""
        self._server.window_show_document(
            types.ShowDocumentParams(uri=uri, take_focus=True), _ignore
        )

    async def ask(self, question: str, answers: Sequence[str]) -> str | None:
        """Which of the answers the user chose; None if none, or if the client can't ask."""
        try:
            chosen = await self._server.window_show_message_request_async(
                types.ShowMessageRequestParams(
                    types.MessageType.Info,
                    question,
                    [types.MessageActionItem(answer) for answer in answers],
                )
            )
        except JsonRpcException as error:
            logger.warning("the client did not ask the user: %s", error)
            return None
        return chosen.title if chosen is not None else None

    async def ask_text(self, question: str, suggestions: Sequence[str]) -> str | None:
        """The user's own words, or one of the suggestions; None if there is no answer.

        A client that can't ask for words lets them choose among the suggestions.
        """
        if not self.capabilities.asks_text:
            return await self.ask(question, suggestions)
        try:
            answer: object = await self._server.protocol.send_request_async(
                ASK_TEXT, {"prompt": question, "suggestions": list(suggestions)}
            )
        except JsonRpcException as error:
            logger.warning("the client did not ask the user: %s", error)
            return None
        return answer if isinstance(answer, str) and answer.strip() else None

    async def choose_fixes(self, question: Mapping[str, object]) -> tuple[int, ...]:
        """The numbers of the changes that the user takes; none if they turned away.

        Args:
            question: what `terraformer/chooseFixes` brings, see docs/protocol.md.
        """
        try:
            answer: object = await self._server.protocol.send_request_async(CHOOSE_FIXES, question)
        except JsonRpcException as error:
            logger.warning("the client did not ask the user: %s", error)
            return ()
        if not isinstance(answer, Sequence):
            return ()
        numbers = cast("Sequence[object]", answer)
        return tuple(sorted({number for number in numbers if isinstance(number, int)}))

    async def apply(self, label: str, edit: types.WorkspaceEdit) -> bool:
        """Have the client apply an edit; whether it did."""
        try:
            answer = await self._server.workspace_apply_edit_async(
                types.ApplyWorkspaceEditParams(edit, label)
            )
        except JsonRpcException as error:
            logger.warning("the client did not apply an edit: %s", error)
            return False
        return answer.applied

    async def settings(self) -> tuple[Settings, tuple[str, ...]] | None:
        """The client's settings with a sentence for each that can't be used; None if not told."""
        if not self.capabilities.tells_settings:
            return None
        try:
            answer = await self._server.workspace_configuration_async(
                types.ConfigurationParams(items=[types.ConfigurationItem(section=SECTION)])
            )
        except JsonRpcException as error:
            logger.warning("the client did not tell its settings: %s", error)
            return None
        section = section_of(answer[0] if answer else None)
        return settings_from(section) if section else None

    def register(self, registrations: Sequence[types.Registration]) -> None:
        """Register capabilities that can only be registered while running."""
        if registrations:
            self._server.client_register_capability(
                types.RegistrationParams(registrations=list(registrations)), _ignore
            )

    async def start_progress(
        self,
        token: types.ProgressToken,
        title: str,
        on_cancel: Callable[[], None],
        *,
        made_by_us: bool,
    ) -> bool:
        """Show a progress bar that can be cancelled; False if the client will not have one."""
        progress = self._server.work_done_progress
        if made_by_us:
            if not self.capabilities.shows_progress:
                return False
            try:
                await progress.create_async(token)  # pyright: ignore[reportUnknownMemberType]
            except JsonRpcException:
                return False
        loop = asyncio.get_running_loop()
        progress.begin(token, types.WorkDoneProgressBegin(title=title, cancellable=True))
        cancelled = cast("Future[object]", progress.tokens[token])  # pyright: ignore[reportUnknownMemberType]
        cancelled.add_done_callback(lambda _: loop.call_soon_threadsafe(on_cancel))
        return True

    def report_progress(
        self, token: types.ProgressToken, message: str, fraction: float | None
    ) -> None:
        """Move a progress bar; `fraction` is of 1, None where it can't be said."""
        percentage = None if fraction is None else max(0, min(100, int(fraction * 100)))
        self._server.work_done_progress.report(
            token, types.WorkDoneProgressReport(message=message, percentage=percentage)
        )

    def end_progress(self, token: types.ProgressToken, message: str) -> None:
        """Take a progress bar away."""
        self._server.work_done_progress.end(token, types.WorkDoneProgressEnd(message=message))
        self._server.work_done_progress.tokens.pop(token, None)  # pyright: ignore[reportUnknownMemberType]


def section_of(value: object) -> Mapping[str, object]:
    """Our section of settings, whether a client sends it bare or under its name."""
    if not isinstance(value, Mapping):
        return {}
    section: Mapping[str, object] = value  # pyright: ignore[reportUnknownVariableType]
    inner = section.get(SECTION)
    if isinstance(inner, Mapping):
        return inner  # pyright: ignore[reportUnknownVariableType]
    return section


def _ignore(answer: object) -> None:
    del answer
