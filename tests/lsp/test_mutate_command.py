"""The command that changes a block, a file or a module as words say."""

from __future__ import annotations

import pytest
from lsp_editor import PULLING, Editor
from lsp_project import NO_MODEL, VOLUME, Project, Start
from lsprotocol import types
from pygls.exceptions import JsonRpcException

QUICK = {**NO_MODEL, "stages": ["syntax", "schema"]}


@pytest.fixture
async def editor(project: Project, start: Start) -> Editor:
    project.write("main.tf", VOLUME)
    editor = await start(PULLING, QUICK)
    editor.open("main.tf")

    @editor.client.feature(types.WORKSPACE_APPLY_EDIT)
    def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        editor.apply(params.edit)
        return types.ApplyWorkspaceEditResult(applied=True)

    return editor


async def mutate(editor: Editor, **arguments: object) -> dict:
    return await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams(
            "terraformer.mutate", [{"uri": editor.uri("main.tf"), **arguments}]
        )
    )


async def test_the_words_are_done_in_one_edit(editor: Editor) -> None:
    answer = await mutate(editor, words="increase the size to 80 GB")
    assert answer["applied"]
    assert answer["changed"] == ["aws_ebs_volume.data"]
    assert answer["made_by"] == "recipe"
    assert "+  size              = 80\n" in answer["diff"]
    assert editor.text("main.tf") == VOLUME.replace("= 10\n", "= 80\n")
    kinds = [value["kind"] for value in editor.progress]
    assert kinds[0] == "begin"
    assert kinds[-1] == "end"


async def test_the_block_at_the_cursor_is_meant(editor: Editor) -> None:
    nowhere = {"line": 5, "character": 0}
    where = {"start": nowhere, "end": nowhere}
    answer = await mutate(editor, words="add the tag A=c", reach="block", range=where)
    assert not answer["applied"]
    at = {"line": 2, "character": 4}
    answer = await mutate(editor, words="add the tag A=b", range={"start": at, "end": at})
    assert answer["changed"] == ["aws_ebs_volume.data"]


async def test_what_is_not_understood_changes_nothing_and_is_said(editor: Editor) -> None:
    answer = await mutate(editor, words="make it sing")
    assert not answer["applied"]
    assert "not clear" in answer["problem"]
    assert editor.text("main.tf") == VOLUME


async def test_where_no_words_can_be_asked_for_nothing_changes(editor: Editor) -> None:
    assert await mutate(editor) is None
    assert editor.text("main.tf") == VOLUME
    actions = await editor.actions("main.tf", "encrypted")
    assert not [action for action in actions if action.kind == "terraformer.mutate"]


async def test_the_user_is_asked_for_the_words(project: Project, start: Start) -> None:
    project.write("main.tf", VOLUME)
    editor = await start(PULLING, {**QUICK, "client": {"askText": True}})
    editor.open("main.tf")

    @editor.client.feature(types.WORKSPACE_APPLY_EDIT)
    def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        editor.apply(params.edit)
        return types.ApplyWorkspaceEditResult(applied=True)

    @editor.client.feature("terraformer/askText")
    def ask(*_: object) -> str:
        return "set the size to 80 GB"

    actions = await editor.actions("main.tf", "encrypted")
    [action] = [action for action in actions if action.kind == "terraformer.mutate"]
    assert action.title == "Change aws_ebs_volume.data with TerraFormer…"
    assert action.command is not None
    answer = await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams(action.command.command, action.command.arguments)
    )
    assert answer["applied"]
    assert editor.text("main.tf") == VOLUME.replace("= 10\n", "= 80\n")
    assert "1 line changed" in await editor.hears("Set `size` to 80")


@pytest.mark.parametrize(
    "arguments", [{"words": 3}, {"words": " "}, {"words": "x", "reach": "planet"}]
)
async def test_arguments_that_make_no_sense_are_refused(
    editor: Editor, arguments: dict[str, object]
) -> None:
    with pytest.raises(JsonRpcException) as refused:
        await mutate(editor, **arguments)
    assert refused.value.code == types.ErrorCodes.InvalidParams
