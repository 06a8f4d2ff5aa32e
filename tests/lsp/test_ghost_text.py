"""Ghost text from one key to the next, with a model whose answers the test knows."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from lsp_editor import PULLING, Editor
from lsp_project import Project, Start
from lsprotocol import types

from model_server import ModelServer
from terraformer_ls.acceptance import Count, counts, store

QUEUE = 'resource "aws_sqs_queue" "jobs" {\n  \n}\n'
AT = types.Position(1, 2)
AUTOMATIC = types.InlineCompletionTriggerKind.Automatic
NAME = 'name = "jobs"'
NEXT = "delay_seconds = 5"
FILE = "main.tf"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of the test's own."""
    folder = tmp_path / "data"
    monkeypatch.setenv("TERRAFORMER_DATA", str(folder))
    yield folder


def writes(prompt: str) -> str:
    """One argument, and after it another."""
    return NEXT if prompt.rstrip().endswith(NAME) else NAME


@pytest.fixture
async def editor(project: Project, start: Start, server: ModelServer) -> Editor:
    server.answer = writes
    project.write(FILE, QUEUE)
    settings: dict[str, object] = {
        "stages": ["syntax", "schema"],
        "model": server.url,
        "modelName": "test",
        "completion": {"debounce": 0},
    }
    editor = await start(PULLING, settings)
    editor.open(FILE)
    return editor


async def shown(
    editor: Editor,
    at: types.Position = AT,
    kind: types.InlineCompletionTriggerKind = AUTOMATIC,
) -> list[types.InlineCompletionItem]:
    answer = await editor.client.text_document_inline_completion_async(
        editor.inline(FILE, at, kind=kind)
    )
    assert isinstance(answer, types.InlineCompletionList)
    return list(answer.items)


async def first(editor: Editor) -> list[types.InlineCompletionItem]:
    """What is shown first: a server that is busy starting shows nothing for once."""
    for _ in range(20):
        if items := await shown(editor):
            return items
    raise AssertionError("nothing is ever shown")


def insert(editor: Editor, at: types.Position, text: str) -> types.Position:
    """Type or paste; returns the cursor after it."""
    start = editor.index(editor.text(FILE), at)
    editor.edit(FILE, [types.TextEdit(types.Range(at, at), text)])
    return editor.position(editor.text(FILE), start + len(text))


async def accept(editor: Editor, item: types.InlineCompletionItem) -> types.Position:
    """Take all of an item, as an editor does; returns the cursor after it."""
    assert item.range is not None
    assert isinstance(item.insert_text, str)
    start = editor.index(editor.text(FILE), item.range.start)
    editor.edit(FILE, [types.TextEdit(item.range, item.insert_text)])
    assert item.command is not None
    await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams(item.command.command, item.command.arguments)
    )
    return editor.position(editor.text(FILE), start + len(item.insert_text))


async def test_what_follows_an_acceptance_is_known_when_it_is_asked(
    editor: Editor, server: ModelServer
) -> None:
    [item] = await first(editor)
    assert item.insert_text == NAME
    # The second question is nobody's but the server's own: it comes while the text is looked at.
    prompts = await asyncio.to_thread(server.wait_for, 2)
    assert prompts[-1].rstrip().endswith(NAME)
    server.answer = lambda _: None
    after = await accept(editor, item)
    [following] = await shown(editor, after)
    assert following.insert_text == f"\n  {NEXT}"
    assert await editor.pull(FILE) == []


async def test_two_who_ask_for_what_follows_get_one_answer(
    editor: Editor, server: ModelServer
) -> None:
    [item] = await first(editor)
    asked = threading.Event()

    def once_both_ask(prompt: str) -> str:
        asked.wait(timeout=60)
        return writes(prompt)

    server.answer = once_both_ask
    after = await accept(editor, item)
    older = asyncio.ensure_future(shown(editor, after))
    newer = asyncio.ensure_future(shown(editor, after))
    assert await older == []
    asked.set()
    [following] = await newer
    assert following.insert_text == f"\n  {NEXT}"


async def test_who_begins_the_next_line_gets_the_rest_of_it(
    editor: Editor, server: ModelServer
) -> None:
    [item] = await first(editor)
    await asyncio.to_thread(server.wait_for, 2)
    after = await accept(editor, item)
    [following] = await shown(editor, after)
    server.answer = lambda _: None
    cursor = insert(editor, after, "\n  ")
    [rest] = await shown(editor, cursor)
    assert rest.insert_text == NEXT
    assert following.insert_text == "\n  " + NEXT


async def test_a_word_that_is_taken_leaves_the_rest_and_asks_nobody(
    editor: Editor, server: ModelServer
) -> None:
    await first(editor)
    server.answer = lambda _: None
    cursor = insert(editor, AT, "name")
    [rest] = await shown(editor, cursor)
    assert rest.insert_text == ' = "jobs"'
    cursor = insert(editor, cursor, ' = "')
    [rest] = await shown(editor, cursor)
    assert rest.insert_text == 'jobs"'


async def test_what_the_editor_closes_by_itself_is_replaced(
    editor: Editor, server: ModelServer
) -> None:
    await first(editor)
    server.answer = lambda _: None
    cursor = insert(editor, AT, 'name = "')
    insert(editor, cursor, '"')  # the quote right of the cursor
    [rest] = await shown(editor, cursor)
    assert rest.insert_text == 'jobs"'
    assert rest.range == types.Range(cursor, types.Position(cursor.line, cursor.character + 1))
    await accept(editor, rest)
    assert f"  {NAME}\n" in editor.text(FILE)


async def test_a_server_reads_nothing_that_nobody_asked_for(
    editor: Editor, server: ModelServer
) -> None:
    await editor.client.text_document_code_action_async(
        types.CodeActionParams(
            types.TextDocumentIdentifier(editor.uri(FILE)),
            types.Range(AT, AT),
            types.CodeActionContext([], trigger_kind=types.CodeActionTriggerKind.Automatic),
        )
    )
    await first(editor)
    assert not any(prompt.endswith(QUEUE) for prompt in server.prompts)


async def test_who_types_something_else_is_not_shown_what_was(
    editor: Editor, server: ModelServer
) -> None:
    await first(editor)
    server.answer = lambda _: ""
    cursor = insert(editor, AT, "tags")
    assert await shown(editor, cursor) == []


async def test_several_texts_on_demand_the_likeliest_first(
    editor: Editor, server: ModelServer
) -> None:
    answers = [NAME, NAME, NEXT, 'policy = "{}"', "fifo_queue = true"]

    def one_after_the_other(_: str) -> str:
        return answers.pop(0) if answers else ""

    [item] = await first(editor)
    server.answer = one_after_the_other
    items = await shown(editor, kind=types.InlineCompletionTriggerKind.Invoked)
    assert items[0].insert_text == item.insert_text
    assert len({item.insert_text for item in items}) == len(items) == 3


async def counted(editor: Editor) -> Count:
    """What was counted, which happens behind the answers."""
    for _ in range(600):
        await asyncio.sleep(0.1)
        try:
            found = counts(store())
        except sqlite3.OperationalError:  # it is being written
            continue
        if found and found[0].shown and found[0].accepted + found[0].partially:
            return found[0]
    raise AssertionError("nothing is ever counted")


async def test_what_is_taken_is_counted_on_this_machine(editor: Editor, data: Path) -> None:
    [item] = await first(editor)
    await accept(editor, item)
    count = await counted(editor)
    assert (count.extent, count.made_by) == ("line", "model")
    assert (count.shown, count.accepted, count.partially) == (1, 1, 0)


async def test_a_part_that_is_taken_is_counted_as_such(editor: Editor, data: Path) -> None:
    await first(editor)
    cursor = insert(editor, AT, "name")
    await shown(editor, cursor)
    await shown(editor, insert(editor, cursor, " = "))
    count = await counted(editor)
    assert (count.shown, count.accepted, count.partially) == (1, 0, 1)


async def test_nothing_is_counted_where_the_user_minds(
    project: Project, start: Start, server: ModelServer, data: Path
) -> None:
    server.answer = writes
    project.write(FILE, QUEUE)
    completion: dict[str, object] = {"debounce": 0, "statistics": False}
    settings = {"stages": ["syntax"], "model": server.url, "completion": completion}
    editor = await start(PULLING, settings)
    editor.open(FILE)
    [item] = await first(editor)
    await accept(editor, item)
    await editor.stop()
    editor.dead = True
    assert not store().exists()
