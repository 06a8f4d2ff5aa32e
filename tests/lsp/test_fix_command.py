"""The command that fixes a block, a file or a module: progress, a preview, one edit."""

from __future__ import annotations

import pytest
from lsp_editor import PULLING, PUSHED, Editor, codes
from lsp_project import NO_MODEL, VOLUME, Project, Start
from lsprotocol import types
from pygls.exceptions import JsonRpcException

pytestmark = pytest.mark.usefixtures("checkov")

OTHER = VOLUME.replace('"data"', '"more"')


class Applied(list[types.ApplyWorkspaceEditParams]):
    """The edits that an editor was asked to apply, and applied."""


async def opened(project: Project, editor: Editor, *, confirms: bool = True) -> Applied:
    project.write("main.tf", VOLUME)
    project.write("more.tf", OTHER)
    for name in ("main.tf", "more.tf"):
        editor.open(name)
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" in codes(shown))
    applied = Applied()

    @editor.client.feature(types.WORKSPACE_APPLY_EDIT)
    def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        applied.append(params)
        if confirms:
            editor.apply(params.edit)
        return types.ApplyWorkspaceEditResult(applied=confirms)

    return applied


async def fix(editor: Editor, **arguments: object) -> dict:
    return await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams("terraformer.fix", [{"uri": editor.uri("main.tf"), **arguments}])
    )


async def test_a_file_is_fixed_by_one_edit_with_progress(project: Project, start: Start) -> None:
    editor = await start(PULLING, NO_MODEL)
    applied = await opened(project, editor)
    answer = await fix(editor, reach="file")
    assert answer["applied"], answer
    assert "CKV_AWS_3" in {rule for fixed in answer["fixed"] for rule in fixed["rules"]}
    assert all("pass" in fixed["evidence"] for fixed in answer["fixed"])
    assert "+  encrypted         = true\n" in answer["diff"]
    assert len(applied) == 1
    assert "= true\n" in editor.text("main.tf")
    assert editor.text("more.tf") == OTHER
    kinds = [value["kind"] for value in editor.progress]
    assert {"begin", "report", "end"} <= set(kinds)
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" not in codes(shown))


async def test_a_block_is_the_one_at_the_range(project: Project, start: Start) -> None:
    editor = await start(PULLING, NO_MODEL)
    await opened(project, editor)
    nowhere = {"line": 5, "character": 0}
    answer = await fix(editor, reach="block", range={"start": nowhere, "end": nowhere})
    assert not answer["applied"]
    assert "no block" in answer["problem"]
    inside = {"line": 2, "character": 4}
    answer = await fix(editor, reach="block", range={"start": inside, "end": inside})
    assert answer["applied"]
    assert {fixed["address"] for fixed in answer["fixed"]} == {"aws_ebs_volume.data"}


async def test_a_module_is_all_its_files(project: Project, start: Start) -> None:
    editor = await start(PULLING, NO_MODEL)
    applied = await opened(project, editor)
    answer = await fix(editor, reach="module")
    assert answer["applied"]
    assert {fixed["file"] for fixed in answer["fixed"]} == {"main.tf", "more.tf"}
    [params] = applied
    assert len(params.edit.document_changes or ()) == 2


async def test_a_preview_asks_for_a_confirmation_of_every_edit(
    project: Project, start: Start
) -> None:
    editor = await start(PULLING, NO_MODEL)
    applied = await opened(project, editor, confirms=False)
    answer = await fix(editor, reach="file", preview=True)
    assert not answer["applied"]
    assert answer["fixed"]
    [params] = applied
    annotations = params.edit.change_annotations or {}
    assert all(annotation.needs_confirmation for annotation in annotations.values())
    for change in params.edit.document_changes or ():
        assert isinstance(change, types.TextDocumentEdit)
        assert {edit.annotation_id for edit in change.edits} == set(annotations)
    assert editor.text("main.tf") == VOLUME


@pytest.mark.parametrize("answer", ["Apply", None])
async def test_an_editor_without_previews_is_asked_by_a_question(
    project: Project, start: Start, answer: str | None
) -> None:
    editor = await start(PUSHED, NO_MODEL)
    await opened(project, editor)
    asked: list[str] = []

    @editor.client.feature(types.WINDOW_SHOW_MESSAGE_REQUEST)
    def ask(params: types.ShowMessageRequestParams) -> types.MessageActionItem | None:
        asked.append(params.message)
        return types.MessageActionItem(answer) if answer else None

    result = await fix(editor, reach="file", preview=True)
    assert "CKV_AWS_3" in asked[0]
    assert result["applied"] is (answer is not None)
    assert (editor.text("main.tf") == VOLUME) is (answer is None)


@pytest.mark.parametrize("arguments", [{"reach": "planet"}, {"range": 3}, {"uri": 3}])
async def test_arguments_that_make_no_sense_are_refused(
    project: Project, start: Start, arguments: dict[str, object]
) -> None:
    editor = await start(PUSHED, NO_MODEL)
    await opened(project, editor)
    with pytest.raises(JsonRpcException) as refused:
        await fix(editor, **arguments)
    assert refused.value.code == types.ErrorCodes.InvalidParams


async def test_fixing_all_is_offered_by_kinds_of_its_own(project: Project, start: Start) -> None:
    editor = await start(PULLING, NO_MODEL)
    await opened(project, editor)
    actions = await editor.actions("main.tf", "encrypted")
    offered = [action for action in actions if action.kind == "terraformer.fix"]
    reaches = [
        action.command.arguments[0]["reach"]
        for action in offered
        if action.command is not None and action.command.arguments
    ]
    assert reaches == ["block", "module"]  # in the file there is nothing but the block
    saving = await editor.actions("main.tf", "encrypted", only=[types.CodeActionKind.SourceFixAll])
    assert [action.kind for action in saving] == ["source.fixAll.terraformer"]
    [action] = saving
    assert action.command is not None
    answer = await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams(action.command.command, action.command.arguments)
    )
    assert answer["applied"]
    assert "encrypted         = true" in editor.text("main.tf")
