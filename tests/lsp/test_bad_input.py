"""Whatever comes in, the server answers and lives."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal

import pytest
from lsp_editor import PULLING, PUSHED, Editor, codes, is_alive, processes_below
from lsp_project import NO_CHECKOV, NO_MODEL, VOLUME, Project, Start
from lsprotocol import types


async def lives(editor: Editor) -> None:
    """The server answers and judges as ever."""
    uri = editor.open("untitled:alive", "locals {\n")
    await editor.sees(uri, len)
    editor.close(uri)


async def test_garbage_is_typed(
    project: Project, start: Start, capabilities: types.ClientCapabilities
) -> None:
    project.write("main.tf", VOLUME)
    editor = await start(capabilities, {**NO_CHECKOV, "diagnostics": {"delay": 0}})
    editor.open("main.tf")
    chance = random.Random(20)
    pieces = [
        '"',
        "{",
        "}",
        "${",
        "<<EOT\n",
        "\r",
        "\0",
        "🌋",
        "é",
        "\ud83d",
        "]]",
        "=",
        "\t",
        "%{",
    ]
    for _ in range(300):
        text = editor.text("main.tf")
        start_ = chance.randrange(len(text) + 1)
        end = min(len(text), start_ + chance.randrange(6))
        piece = chance.choice(pieces)
        if "\ud83d" in piece or "\r" in piece or "\ud83d" in text:
            editor.rewrite("main.tf", VOLUME + piece)
            editor.rewrite("main.tf", VOLUME)
        else:
            at = types.Range(editor.position(text, start_), editor.position(text, end))
            editor.edit("main.tf", [types.TextEdit(at, piece)])
    for text, right in ((VOLUME, False), (VOLUME + "{", True), (VOLUME, False)):
        editor.rewrite("main.tf", text)
        await editor.sees("main.tf", lambda shown, right=right: bool(shown) is right)


async def test_a_file_of_five_megabytes(
    project: Project, start: Start, capabilities: types.ClientCapabilities
) -> None:
    huge = VOLUME * (5_000_000 // len(VOLUME))
    project.write("main.tf", huge)
    editor = await start(capabilities, NO_CHECKOV)
    editor.open("main.tf")
    [found] = await editor.sees("main.tf", len)
    assert found.severity == types.DiagnosticSeverity.Information
    assert "MB" in found.message
    editor.replace("main.tf", "10", "11")
    assert await editor.actions("main.tf", "encrypted") == []
    await lives(editor)


async def test_a_binary_file_named_tf(project: Project, start: Start) -> None:
    project.write("main.tf", "locals {}\n")
    path = project.write("binary.tf", bytes(range(256)) * 40)
    editor = await start(PUSHED, NO_CHECKOV)
    editor.open("main.tf")
    await editor.sees(path.as_uri(), len)
    editor.open("binary.tf", path.read_bytes().decode("utf-8", errors="replace"))
    await editor.sees("binary.tf", len)
    await lives(editor)


async def test_the_folder_is_deleted(
    project: Project, start: Start, checkov: None, capabilities: types.ClientCapabilities
) -> None:
    project.write("main.tf", VOLUME)
    editor = await start(capabilities, NO_MODEL)
    editor.open("main.tf")
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" in codes(shown))
    shutil.rmtree(project.root)
    editor.client.workspace_did_change_watched_files(
        types.DidChangeWatchedFilesParams(
            [types.FileEvent(project.root.as_uri(), types.FileChangeType.Deleted)]
        )
    )
    editor.replace("main.tf", "false", "true")
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" not in codes(shown))
    await lives(editor)
    project.remember()


async def test_the_checkov_worker_is_killed(project: Project, start: Start, checkov: None) -> None:
    project.write("main.tf", VOLUME)
    editor = await start(PUSHED, NO_MODEL)
    editor.open("main.tf")
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" in codes(shown))
    workers = [
        pid
        for pid, command in processes_below(editor.server_pid).items()
        if "checkov_worker" in command
    ]
    assert workers
    for pid in workers:
        os.kill(pid, signal.SIGKILL)
    editor.replace("main.tf", "false", "true")
    await editor.sees(
        "main.tf", lambda shown: "CKV_AWS_3" not in codes(shown) and "CKV_AWS_189" in codes(shown)
    )
    editor.replace("main.tf", "true", "false")
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" in codes(shown))


async def test_documents_that_were_never_opened(project: Project, start: Start) -> None:
    editor = await start(PULLING, NO_CHECKOV)
    unknown = types.TextDocumentIdentifier(editor.uri("unknown.tf"))
    editor.client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(7, unknown.uri),
            [types.TextDocumentContentChangeWholeDocument("x")],
        )
    )
    editor.client.text_document_did_save(types.DidSaveTextDocumentParams(unknown))
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(unknown))
    assert await editor.pull("unknown.tf") == []
    assert await editor.pull("https://example.com/main.tf") == []
    await lives(editor)


@pytest.mark.parametrize("uri", ["file:///", "file://", "vscode-notebook:/a.tf#x", "no uri at all"])
async def test_odd_uris(project: Project, start: Start, uri: str) -> None:
    editor = await start(PUSHED, NO_CHECKOV)
    editor.client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "terraform", 1, "locals {\n"))
    )
    await lives(editor)


async def test_positions_outside_of_the_text(project: Project, start: Start) -> None:
    project.write("main.tf", "locals {}\n")
    editor = await start(PUSHED, NO_CHECKOV)
    uri = editor.open("main.tf")
    far = types.Position(10_000, 10_000)
    editor.client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(2, uri),
            [types.TextDocumentContentChangePartial(types.Range(far, types.Position(0, 0)), "}")],
        )
    )
    await editor.sees("main.tf", len)
    await lives(editor)


async def test_messages_that_are_none(project: Project, start: Start) -> None:
    editor = await start(PUSHED, NO_CHECKOV)
    editor.expected_errors += ["JsonRpc", "Expecting value"]
    process = editor.client._server
    assert process is not None
    assert process.stdin is not None
    for body in (b"not json", b"{}", b'{"jsonrpc": "2.0", "method": "textDocument/didOpen"}'):
        process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    editor.client.protocol.notify("no/such/notification", {"a": 1})
    await lives(editor)


async def test_nothing_is_left_behind_when_the_editor_dies(
    project: Project, start: Start, checkov: None
) -> None:
    project.write("main.tf", VOLUME)
    editor = await start(PUSHED, NO_MODEL)
    editor.open("main.tf")
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" in codes(shown))
    children = processes_below(editor.server_pid)
    assert any("checkov_worker" in command for command in children.values())
    server = editor.client._server
    assert server is not None
    assert server.stdin is not None
    server.stdin.close()
    editor.dead = True
    await server.wait()
    # A process that waits for work sees at its pipe that its parent is gone.
    async with asyncio.timeout(10):
        while any(is_alive(pid) for pid in children):
            await asyncio.sleep(0.05)
