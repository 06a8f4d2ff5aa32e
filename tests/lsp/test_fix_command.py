"""The command that fixes a block, a file or a module: progress, a preview, one edit."""

from __future__ import annotations

from collections.abc import Callable

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


class Chooser:
    """A client that can show fixes and let some be left out: it takes those that `takes` does."""

    def __init__(self, takes: Callable[[list[str]], list[int] | None]) -> None:
        self.takes = takes
        self.asked: list = []

    def listen(self, editor: Editor) -> None:
        @editor.client.feature("terraformer/chooseFixes")
        def choose(params) -> list[int] | None:
            self.asked.append(params)
            return self.takes([fix.description for fix in params.fixes])


async def choosing(
    project: Project, start: Start, takes: Callable[[list[str]], list[int] | None]
) -> tuple[Editor, Applied, Chooser]:
    editor = await start(PULLING, {**NO_MODEL, "client": {"chooseFixes": True}})
    chooser = Chooser(takes)
    chooser.listen(editor)
    return editor, await opened(project, editor), chooser


async def test_fixes_are_shown_with_their_evidence_and_the_files_they_lead_to(
    project: Project, start: Start
) -> None:
    editor, applied, chooser = await choosing(project, start, lambda fixes: [*range(len(fixes))])
    answer = await fix(editor, reach="module", preview=True)
    assert answer["applied"], answer
    [question] = chooser.asked
    blocks = {"aws_ebs_volume.data", "aws_ebs_volume.more"}
    assert {one.description for one in question.fixes if "CKV_AWS_3" in one.detail} == blocks
    assert all("fixes" in one.detail and "pass" in one.detail for one in question.fixes)
    assert {file.uri: file.text for file in question.files} == {
        editor.uri(name): editor.text(name) for name in ("main.tf", "more.tf")
    }
    for one in question.fixes:
        [text] = [file.text for file in question.files if file.uri == one.uri]
        assert text.splitlines()[one.line].strip()
    [params] = applied
    assert not params.edit.change_annotations


def only(block: str) -> Callable[[list[str]], list[int]]:
    """Takes the fixes of one block."""
    return lambda fixes: [number for number, address in enumerate(fixes) if address == block]


async def test_what_is_left_out_is_not_changed_and_said_to_be_left(
    project: Project, start: Start
) -> None:
    editor, applied, _ = await choosing(project, start, only("aws_ebs_volume.data"))
    answer = await fix(editor, reach="module", preview=True)
    assert answer["applied"], answer
    assert len(applied) == 1
    assert "encrypted         = true" in editor.text("main.tf")
    assert editor.text("more.tf") == OTHER
    assert {fixed["address"] for fixed in answer["fixed"]} == {"aws_ebs_volume.data"}
    assert "aws_ebs_volume.more" in {finding["address"] for finding in answer["left"]}
    assert "left as they are" in answer["summary"]


async def test_a_fix_does_not_come_without_the_one_that_it_needs(
    project: Project, start: Start
) -> None:
    editor, applied, _ = await choosing(project, start, only("aws_ebs_volume.more"))
    answer = await fix(editor, reach="module", preview=True)  # with the key of the first volume
    assert not answer["applied"]
    assert "needs what was left out" in answer["problem"]
    assert applied == []


@pytest.mark.parametrize("taken", [None, [], [99]])
async def test_who_turns_away_or_takes_none_changes_nothing(
    project: Project, start: Start, taken: list[int] | None
) -> None:
    editor, applied, _ = await choosing(project, start, lambda _: taken)
    answer = await fix(editor, reach="file", preview=True)
    assert not answer["applied"]
    assert answer["problem"] == "Nothing was changed"
    assert applied == []


async def test_fixes_of_a_text_that_changed_while_they_were_shown_are_dropped(
    project: Project, start: Start
) -> None:
    def type_meanwhile(fixes: list[str]) -> list[int]:
        editor.replace("main.tf", "10", "11")
        return [*range(len(fixes))]

    editor, applied, _ = await choosing(project, start, type_meanwhile)
    answer = await fix(editor, reach="file", preview=True)
    assert not answer["applied"]
    assert "changed meanwhile" in answer["problem"]
    assert applied == []
    assert editor.text("main.tf") == VOLUME.replace("10", "11")


async def test_a_file_may_be_opened_to_look_at_it(project: Project, start: Start) -> None:
    project.write("late.tf", VOLUME.replace('"data"', '"late"'))

    def look(fixes: list[str]) -> list[int]:
        editor.open("late.tf")
        return [*range(len(fixes))]

    editor, applied, _ = await choosing(project, start, look)
    answer = await fix(editor, reach="module", preview=True)
    assert answer["applied"], answer
    assert len(applied) == 1
    assert "encrypted         = true" in editor.text("late.tf")


async def test_a_change_in_words_is_shown_as_one(project: Project, start: Start) -> None:
    editor, applied, chooser = await choosing(project, start, lambda _: [0])
    answer = await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams(
            "terraformer.mutate",
            [
                {
                    "uri": editor.uri("main.tf"),
                    "words": "set the size of the volume data to 20",
                    "preview": True,
                }
            ],
        )
    )
    assert answer["applied"], answer
    [question] = chooser.asked
    assert len(question.fixes) == 1
    assert question.files[0].text == editor.text("main.tf")
    assert len(applied) == 1
