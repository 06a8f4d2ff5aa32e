"""Where a plan takes long it is made on opening and saving, and typing never waits for it."""

from __future__ import annotations

from lsp_editor import PULLING, Editor
from lsp_project import Project, Start
from lsprotocol import types

MAIN = 'resource "random_pet" "first" {\n  count = 1\n}\n'


async def first_lens(editor: Editor, uri: str) -> str:
    found = await editor.client.text_document_code_lens_async(
        types.CodeLensParams(types.TextDocumentIdentifier(uri))
    )
    return found[0].command.title if found else ""


async def test_a_slow_plan_waits_for_the_file_to_be_saved(project: Project, start: Start) -> None:
    project.write("main.tf", MAIN)
    stages = ["syntax", "schema", "validate", "plan"]
    every_plan_is_slow = {"diagnostics": {"slowPlan": 0}}
    editor = await start(PULLING, {"model": "off", "stages": stages, **every_plan_is_slow})
    uri = editor.open("main.tf")

    def is_ready(seen: int) -> bool:
        return any(state == "ready" for state, _ in editor.statuses[seen:])

    await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams("terraformer.verify", [{"uri": uri}])
    )
    assert await first_lens(editor, uri) == "+ create"

    seen = len(editor.statuses)
    editor.replace("main.tf", "count = 1", "count = 3")
    await editor.until(lambda: is_ready(seen))
    assert await first_lens(editor, uri) == "+ create"

    project.write("main.tf", editor.text("main.tf"))
    seen = len(editor.statuses)
    editor.client.text_document_did_save(
        types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri))
    )
    await editor.until(lambda: is_ready(seen))
    assert await first_lens(editor, uri) == "+ create, 3 instances"
    titles = [value["title"] for value in editor.progress if value["kind"] == "begin"]
    assert titles == ["Planning project"]
