"""What the user is told besides diagnostics: once, and in a sentence."""

from __future__ import annotations

import asyncio

from lsp_editor import PULLING, PUSHED, codes
from lsp_project import NO_MODEL, VOLUME, Project, Start
from lsprotocol import types


async def test_a_missing_model_is_told_once_and_recipes_go_on(
    project: Project, start: Start, checkov: None
) -> None:
    project.write("main.tf", VOLUME)
    editor = await start(PUSHED, {"model": "/nowhere/at/all", "stages": ["syntax", "policy"]})
    editor.open("main.tf")
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" in codes(shown))
    for size in ("11", "12"):
        editor.replace("main.tf", editor.text("main.tf").split("size")[1].split()[1], size)
        for action in await editor.actions("main.tf", "resource"):
            assert action.tags is None
        assert await editor.actions("main.tf", "encrypted")
        # What no recipe can continue is the model's.
        await editor.client.text_document_inline_completion_async(
            editor.inline("main.tf", types.Position(len(VOLUME.splitlines()), 0))
        )
        await editor.hears("/nowhere/at/all")
    told = [said for said in editor.client.messages if "/nowhere/at/all" in said.message]
    assert len(told) == 1


async def test_the_status_says_what_can_not_be_checked(project: Project, start: Start) -> None:
    editor = await start(
        PUSHED, {"model": "off", "stages": ["syntax", "policy"], "checkovPath": "/nowhere/checkov"}
    )
    await editor.until(
        lambda: any(
            state == "problem" and "/nowhere/checkov" in message
            for state, message in editor.statuses
        )
    )


async def test_progress_can_be_cancelled(project: Project, start: Start, checkov: None) -> None:
    editor = await start(PULLING, NO_MODEL)

    def begun() -> bool:
        return any(value["kind"] == "begin" for value in editor.progress)

    asked = editor.client.protocol.send_request_async(
        types.WORKSPACE_EXECUTE_COMMAND,
        types.ExecuteCommandParams(
            "terraformer.generate", [{"words": "a virtual network"}], work_done_token="ours"
        ),
    )
    editor.client.progress_reports["ours"] = []
    answer = asyncio.ensure_future(asked)
    await editor.until(begun)
    editor.client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams("ours"))
    assert await answer is None
    assert editor.progress[-1]["kind"] == "end"
    assert editor.progress[-1]["message"] == "cancelled"
