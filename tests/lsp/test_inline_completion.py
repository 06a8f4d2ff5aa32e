"""Ghost text, from the embedded model."""

from __future__ import annotations

import asyncio

import pytest
from lsp_editor import PULLING, Editor
from lsp_project import NO_CHECKOV, Project, Start
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from terraformer_ls.model.weights import find_weights

HALF = """\
resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}

resource "aws_s3_bucket" "data" {
\x20\x20
}
"""
SYNTAX_ONLY: dict[str, object] = {"stages": ["syntax"]}


@pytest.fixture
def model() -> None:
    if find_weights() is None:
        pytest.skip("the embedded model was not converted: run `terraformer-ls setup`")


async def items(
    editor: Editor, at: types.Position, **arguments: object
) -> list[types.InlineCompletionItem]:
    answer = await editor.client.text_document_inline_completion_async(
        editor.inline("main.tf", at, **arguments)
    )
    return list(answer.items) if isinstance(answer, types.InlineCompletionList) else []


async def offered(
    editor: Editor, at: types.Position, **arguments: object
) -> list[types.InlineCompletionItem]:
    """What is offered, asked again while a busy machine takes longer than a person waits."""
    for _ in range(20):
        if found := await items(editor, at, **arguments):
            return found
    raise AssertionError("nothing is ever offered")


AT = types.Position(5, 2)


async def test_text_is_offered_that_parses_once_accepted(
    project: Project, start: Start, model: None
) -> None:
    project.write("main.tf", HALF)
    editor = await start(PULLING, SYNTAX_ONLY)
    editor.open("main.tf")
    found = await offered(editor, AT)
    for item in found:
        assert item.range is not None
        assert item.range.start.line == item.range.end.line == AT.line
        assert item.command is not None
        assert item.command.command == "terraformer.accepted"
    assert isinstance(found[0].insert_text, str)
    editor.edit("main.tf", [types.TextEdit(found[0].range, found[0].insert_text)])
    await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams(command="terraformer.accepted")
    )
    assert await editor.pull("main.tf") == []


async def test_who_types_what_is_shown_gets_the_rest(
    project: Project, start: Start, model: None
) -> None:
    project.write("main.tf", HALF)
    editor = await start(PULLING, SYNTAX_ONLY)
    editor.open("main.tf")
    whole = (await offered(editor, AT))[0].insert_text
    assert isinstance(whole, str)
    typed = whole[:3]
    editor.edit("main.tf", [types.TextEdit(types.Range(AT, AT), typed)])
    now = editor.position(editor.text("main.tf"), editor.index(editor.text("main.tf"), AT) + 3)
    [rest] = await items(editor, now, kind=types.InlineCompletionTriggerKind.Automatic)
    assert typed + rest.insert_text == whole


async def test_a_newer_request_takes_the_place_of_an_older_one(
    project: Project, start: Start, model: None
) -> None:
    project.write("main.tf", HALF)
    editor = await start(PULLING, SYNTAX_ONLY)
    editor.open("main.tf")
    await offered(editor, AT)
    older = asyncio.ensure_future(items(editor, AT))
    newer = asyncio.ensure_future(items(editor, AT))
    assert await older == []
    assert await newer


async def test_a_cancelled_request_is_answered_as_such(
    project: Project, start: Start, model: None
) -> None:
    project.write("main.tf", HALF)
    editor = await start(PULLING, SYNTAX_ONLY)
    editor.open("main.tf")
    asked = editor.client.protocol.send_request(
        types.TEXT_DOCUMENT_INLINE_COMPLETION, editor.inline("main.tf", AT), msg_id="to-cancel"
    )
    editor.client.protocol.notify("$/cancelRequest", types.CancelParams("to-cancel"))
    with pytest.raises(JsonRpcException) as cancelled:
        await asyncio.wrap_future(asked)
    assert cancelled.value.code == types.LSPErrorCodes.RequestCancelled
    assert await offered(editor, AT)


async def test_what_the_popup_selects_is_continued(
    project: Project, start: Start, model: None
) -> None:
    project.write("main.tf", HALF)
    editor = await start(PULLING, SYNTAX_ONLY)
    editor.open("main.tf")
    selected = types.SelectedCompletionInfo(types.Range(AT, AT), "bucket")
    for item in await offered(editor, AT, selected=selected):
        assert isinstance(item.insert_text, str)
        assert item.insert_text.startswith(selected.text)
        assert item.range == selected.range


@pytest.mark.parametrize(
    "settings", [{**SYNTAX_ONLY, "completion": {"enabled": False}}], ids=["disabled"]
)
async def test_nothing_is_offered_when_switched_off(
    project: Project, start: Start, settings: dict[str, object]
) -> None:
    project.write("main.tf", HALF)
    editor = await start(PULLING, settings)
    editor.open("main.tf")
    assert await items(editor, AT) == []


async def test_unknown_documents_have_none(project: Project, start: Start) -> None:
    editor = await start(PULLING, NO_CHECKOV)
    answer = await editor.client.text_document_inline_completion_async(
        editor.inline("nowhere.tf", AT)
    )
    assert answer is None
