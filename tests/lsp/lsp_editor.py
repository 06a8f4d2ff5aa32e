"""An editor without a screen: a real client of the real server, over standard input and output."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Union

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES

SERVER = (sys.executable, "-m", "terraformer_ls.lsp")

PATIENCE = 90.0
"""Seconds after which what has not come is taken never to come. No test waits as long to pass."""

PUSHED = types.ClientCapabilities()
"""An editor that can do as little as the protocol allows: diagnostics are published to it."""

PULLING = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        configuration=True,
        did_change_configuration=types.DidChangeConfigurationClientCapabilities(
            dynamic_registration=True
        ),
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(
            dynamic_registration=True
        ),
        diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True),
        workspace_edit=types.WorkspaceEditClientCapabilities(
            document_changes=True,
            change_annotation_support=types.ChangeAnnotationsSupportOptions(groups_on_label=True),
        ),
    ),
    text_document=types.TextDocumentClientCapabilities(
        diagnostic=types.DiagnosticClientCapabilities(),
        code_action=types.CodeActionClientCapabilities(
            code_action_literal_support=types.ClientCodeActionLiteralOptions(
                code_action_kind=types.ClientCodeActionKindOptions(
                    value_set=[types.CodeActionKind.QuickFix]
                )
            ),
            is_preferred_support=True,
            tag_support=types.CodeActionTagOptions(value_set=[types.CodeActionTag.LlmGenerated]),
        ),
        inline_completion=types.InlineCompletionClientCapabilities(),
    ),
    window=types.WindowClientCapabilities(work_done_progress=True),
)
"""An editor of today, which pulls diagnostics, such as VS Code."""


class Editor:
    """Drives the server as a person with an editor would, and remembers what it was told.

    Attributes:
        client: for the requests that need no help from here.
        published: all diagnostics ever pushed, in order, as (URI, diagnostics).
        statuses: the states and messages of the status bar, in order.
        registered: the methods that the server registered while running.
        dead: the server is gone, and the test meant it to be.
        expected_errors: parts of error messages that a test provokes; any other fails it.
    """

    def __init__(self, root: Path, settings: dict[str, object] | None = None) -> None:
        self.root = root
        self.settings = settings or {}
        self.published: list[tuple[str, tuple[types.Diagnostic, ...]]] = []
        self.statuses: list[tuple[str, str]] = []
        self.registered: list[types.Registration] = []
        self.expected_errors: list[str] = []
        self.refreshes = 0
        self.progress: list[dict[str, object]] = []
        self._versions: dict[str, int] = {}
        self._texts: dict[str, str] = {}
        self._news = asyncio.Event()
        self.dead = False
        self._pulls = False
        self._unit = ("utf-16-le", 2)
        self.client = LanguageClient(
            configuration={"": {"terraformer": self.settings}},
            converter_factory=_converter,
        )
        self._listen()

    async def start(
        self, capabilities: types.ClientCapabilities, *, folder: bool = True
    ) -> types.InitializeResult:
        """Start a server and say hello."""
        self._pulls = capabilities.text_document is not None and (
            capabilities.text_document.diagnostic is not None
        )
        await self.client.start_io(*SERVER)
        workspace = [types.WorkspaceFolder(self.root.as_uri(), self.root.name)]
        return await self.client.initialize_session(
            types.InitializeParams(
                capabilities=capabilities,
                workspace_folders=workspace if folder else None,
                initialization_options=self.settings,
            )
        )

    async def stop(self) -> None:
        """Say goodbye, and check that the server had nothing to complain about."""
        if self.dead:
            return
        await asyncio.wait_for(self.client.shutdown_session(), PATIENCE)
        await self.client.stop()
        assert self.errors() == []

    def errors(self) -> list[str]:
        """The error messages, logged or shown, that the test did not expect."""
        logged = [
            said.message
            for said in (*self.client.log_messages, *self.client.messages)
            if said.type == types.MessageType.Error
        ]
        return [
            message
            for message in logged
            if not any(expected in message for expected in self.expected_errors)
        ]

    @property
    def server_pid(self) -> int:
        """The server's process."""
        assert self.client._server is not None
        return self.client._server.pid

    # --- documents -------------------------------------------------------------------------------

    def uri(self, name: str) -> str:
        """The URI of a file in the folder; a URI stays one."""
        return name if ":" in name else (self.root / name).as_uri()

    def open(self, name: str, text: str | None = None, language: str = "terraform") -> str:
        """Open a file, with the text it has on disk unless another is given."""
        uri = self.uri(name)
        if text is None:
            text = (self.root / name).read_bytes().decode()
        self._versions[uri], self._texts[uri] = 1, text
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, 1, text))
        )
        return uri

    def close(self, name: str) -> None:
        """Close a file."""
        self.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(self.uri(name)))
        )

    def text(self, name: str) -> str:
        """What the editor shows of a file."""
        return self._texts[self.uri(name)]

    def replace(self, name: str, old: str, new: str) -> None:
        """Type: replace the first `old` by `new`, sent as an incremental edit."""
        text = self.text(name)
        at = text.index(old)
        edit = types.TextEdit(
            types.Range(self.position(text, at), self.position(text, at + len(old))), new
        )
        self.edit(name, [edit])

    def edit(self, name: str, edits: Iterable[types.TextEdit]) -> None:
        """Apply edits whose ranges are those of the text before any of them."""
        uri = self.uri(name)
        changes: list[types.TextDocumentContentChangeEvent] = []
        for edit in sorted(
            edits, key=lambda e: (e.range.start.line, e.range.start.character), reverse=True
        ):
            text = self._texts[uri]
            start, end = self.index(text, edit.range.start), self.index(text, edit.range.end)
            self._texts[uri] = text[:start] + edit.new_text + text[end:]
            changes.append(types.TextDocumentContentChangePartial(edit.range, edit.new_text))
        self._change(uri, changes)

    def rewrite(self, name: str, text: str) -> None:
        """Replace the whole text, sent as such."""
        uri = self.uri(name)
        self._texts[uri] = text
        self._change(uri, [types.TextDocumentContentChangeWholeDocument(text)])

    def apply(self, edit: types.WorkspaceEdit) -> None:
        """Do to the open documents what a workspace edit says, as an editor does."""
        for uri, edits in (edit.changes or {}).items():
            self.edit(uri, edits)
        for change in edit.document_changes or ():
            assert isinstance(change, types.TextDocumentEdit)
            uri = change.text_document.uri
            assert change.text_document.version == self._versions.get(uri)
            self.edit(uri, change.edits)

    def _change(self, uri: str, changes: list[types.TextDocumentContentChangeEvent]) -> None:
        self._versions[uri] += 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self._versions[uri], uri), changes
            )
        )

    # Positions are counted here a second time, so that the server is not its own judge.
    def counts_in(self, encoding: str) -> None:
        """From now on columns count the units of this encoding instead of UTF-16."""
        self._unit = {
            "utf-8": ("utf-8", 1),
            "utf-16": ("utf-16-le", 2),
            "utf-32": ("utf-32-le", 4),
        }[encoding]

    def _units(self, text: str) -> int:
        codec, size = self._unit
        return len(text.encode(codec)) // size

    def position(self, text: str, index: int) -> types.Position:
        """The protocol's position of an index of a string."""
        before = text[:index]
        return types.Position(before.count("\n"), self._units(before.rpartition("\n")[2]))

    def index(self, text: str, position: types.Position) -> int:
        """The index of a string at a protocol's position."""
        at = 0
        for _ in range(position.line):
            at = text.index("\n", at) + 1
        units = 0
        while units < position.character:
            units += self._units(text[at])
            at += 1
        return at

    def under(self, name: str, diagnostic: types.Diagnostic) -> str:
        """The text that a diagnostic underlines."""
        text = self.text(name)
        start, end = diagnostic.range.start, diagnostic.range.end
        return text[self.index(text, start) : self.index(text, end)]

    # --- what one sees ---------------------------------------------------------------------------

    async def sees(
        self, name: str, what: Callable[[list[types.Diagnostic]], object]
    ) -> list[types.Diagnostic]:
        """The diagnostics of a file, as soon as they are as a test wants them."""
        uri = self.uri(name)
        if not self._pulls:
            await self.until(
                lambda: (shown := self._last_published(uri)) is not None and what(shown)
            )
            return self._last_published(uri) or []
        while True:
            refreshes = self.refreshes
            shown = await self.pull(name)
            if what(shown):
                return shown
            await self.until(lambda refreshes=refreshes: self.refreshes > refreshes)

    async def pull(self, name: str) -> list[types.Diagnostic]:
        """The diagnostics of a file as the server has them at this moment."""
        report = await self.client.text_document_diagnostic_async(
            types.DocumentDiagnosticParams(types.TextDocumentIdentifier(self.uri(name)))
        )
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        return list(report.items)

    async def actions(
        self,
        name: str,
        at: str,
        *,
        kind: types.CodeActionTriggerKind = types.CodeActionTriggerKind.Invoked,
        only: list[types.CodeActionKind] | None = None,
    ) -> list[types.CodeAction]:
        """The code actions offered where `at` first stands in a file."""
        position = self.position(self.text(name), self.text(name).index(at))
        answer = await self.client.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(self.uri(name)),
                types.Range(position, position),
                types.CodeActionContext(diagnostics=[], only=only, trigger_kind=kind),
            )
        )
        return [action for action in answer or () if isinstance(action, types.CodeAction)]

    def inline(
        self,
        name: str,
        at: types.Position,
        kind: types.InlineCompletionTriggerKind = types.InlineCompletionTriggerKind.Invoked,
        selected: types.SelectedCompletionInfo | None = None,
    ) -> types.InlineCompletionParams:
        """The parameters that ask for ghost text."""
        return types.InlineCompletionParams(
            types.InlineCompletionContext(kind, selected),
            types.TextDocumentIdentifier(self.uri(name)),
            at,
        )

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait for news until something holds."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), deadline - time.monotonic())
            except TimeoutError:
                raise AssertionError(
                    f"it never came; published last: {self.published[-3:]};"
                    f" status: {self.statuses[-1:]}; errors: {self.errors()}"
                ) from None

    async def hears(self, part: str) -> str:
        """The message that holds `part`, as soon as it is shown."""
        await self.until(lambda: any(part in said.message for said in self.client.messages))
        return next(said.message for said in self.client.messages if part in said.message)

    def _last_published(self, uri: str) -> list[types.Diagnostic] | None:
        shown = [found for about, found in self.published if about == uri]
        return list(shown[-1]) if shown else None

    def _listen(self) -> None:
        client = self.client
        for method, feature in DEFAULT_CLIENT_FEATURES.items():
            if method not in (
                types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS,
                types.WORKSPACE_DIAGNOSTIC_REFRESH,
                types.CLIENT_REGISTER_CAPABILITY,
                types.PROGRESS,
                types.WINDOW_SHOW_MESSAGE,
            ):
                client.feature(method)(feature)

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.published.append((params.uri, tuple(params.diagnostics)))
            self._news.set()

        @client.feature(types.WORKSPACE_DIAGNOSTIC_REFRESH)
        def refresh(params: None) -> None:
            self.refreshes += 1
            self._news.set()

        @client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(params: types.RegistrationParams) -> None:
            self.registered.extend(params.registrations)
            self._news.set()

        @client.feature(types.PROGRESS)
        def progress(params: types.ProgressParams) -> None:
            self.progress.append(params.value)
            self._news.set()

        @client.feature(types.WINDOW_SHOW_MESSAGE)
        def show_message(params: types.ShowMessageParams) -> None:
            client.messages.append(params)
            self._news.set()

        @client.feature("terraformer/status")
        def status(params) -> None:
            self.statuses.append((params.state, params.message))
            self._news.set()


def _converter():
    """pygls' converter, which takes an action with a command for a bare command: repaired."""
    converter = default_converter()

    def structured(action, _type):
        kind = types.Command if isinstance(action.get("command"), str) else types.CodeAction
        return converter.structure(action, kind)

    converter.register_structure_hook(types.Command | types.CodeAction, structured)
    converter.register_structure_hook(Union[types.Command, types.CodeAction], structured)  # noqa: UP007
    return converter


def codes(diagnostics: Iterable[types.Diagnostic]) -> list[str]:
    """The rules of diagnostics, in order."""
    return [str(diagnostic.code) for diagnostic in diagnostics]


def processes_below(pid: int) -> dict[int, str]:
    """The processes that descend from one, with their command lines."""
    table = _processes()
    found: dict[int, str] = {}
    parents = {pid}
    while parents:
        children = {child: command for child, parent, command in table if parent in parents}
        found |= children
        parents = set(children)
    return found


def is_alive(pid: int) -> bool:
    """Whether there is a process of that number."""
    return any(running == pid for running, _, _ in _processes())


def _processes() -> list[tuple[int, int, str]]:
    """Number, parent's number and command line of every process."""
    if not Path("/proc/self/stat").exists():  # macOS; Linux may lack `ps`
        listed = subprocess.run(
            ["ps", "-Ao", "pid=,ppid=,command="], capture_output=True, text=True, check=True
        ).stdout
        rows = (line.split(None, 2) for line in listed.splitlines())
        return [(int(row[0]), int(row[1]), row[2] if row[2:] else "") for row in rows]
    table: list[tuple[int, int, str]] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            table.append((int(entry.name), parent, command))
    return table


def tree(folder: Path) -> dict[str, bytes | None]:
    """Every path below a folder with its content, None for folders."""
    return {
        os.path.relpath(path, folder): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }
