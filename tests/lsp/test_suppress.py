"""Suppressing a policy: offered apart from the fixes, with a reason, as a comment in the block."""

from __future__ import annotations

import pytest
from lsp_editor import PULLING, Editor, codes
from lsp_project import NO_MODEL, VOLUME, Project, Start
from lsprotocol import types

pytestmark = pytest.mark.usefixtures("checkov")
TITLE = "Suppress CKV_AWS_3 here…"


@pytest.fixture
async def editor(project: Project, start: Start) -> Editor:
    project.write("main.tf", VOLUME)
    editor = await start(PULLING, NO_MODEL)
    editor.open("main.tf")
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" in codes(shown))

    @editor.client.feature(types.WORKSPACE_APPLY_EDIT)
    def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        editor.apply(params.edit)
        return types.ApplyWorkspaceEditResult(applied=True)

    return editor


async def suppress(editor: Editor, **more: str) -> dict[str, object]:
    """Do what the code action says."""
    actions = await editor.actions("main.tf", "encrypted")
    [action] = [action for action in actions if action.title == TITLE]
    assert action.command is not None
    assert action.edit is None
    [arguments] = action.command.arguments or ()
    return await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams(action.command.command, [{**arguments, **more}])
    )


async def test_the_comment_silences_the_finding(editor: Editor) -> None:
    assert await suppress(editor, reason="scratch space") == {"applied": True}
    comment = "{\n  # checkov:skip=CKV_AWS_3: scratch space\n"
    assert editor.text("main.tf") == VOLUME.replace("{\n", comment, 1)
    await editor.sees("main.tf", lambda shown: codes(shown) and "CKV_AWS_3" not in codes(shown))


async def test_without_a_reason_the_user_is_asked_for_one(editor: Editor) -> None:
    asked: list[types.ShowMessageRequestParams] = []

    @editor.client.feature(types.WINDOW_SHOW_MESSAGE_REQUEST)
    def ask(params: types.ShowMessageRequestParams) -> types.MessageActionItem | None:
        asked.append(params)
        return (params.actions or ())[0] if len(asked) > 1 else None

    assert await suppress(editor) == {"applied": False}
    assert editor.text("main.tf") == VOLUME
    assert await suppress(editor) == {"applied": True}
    assert "# checkov:skip=CKV_AWS_3: accepted risk\n" in editor.text("main.tf")
    assert "aws_ebs_volume.data" in asked[0].message


async def test_a_client_that_can_is_asked_for_words(project: Project, start: Start) -> None:
    project.write("main.tf", VOLUME)
    editor = await start(PULLING, {**NO_MODEL, "client": {"askText": True}})
    editor.open("main.tf")
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" in codes(shown))
    answers = [None, "  ", "scratch\nspace"]
    asked: list[tuple[str, list[str]]] = []

    @editor.client.feature("terraformer/askText")
    def ask(_client: object, params: object) -> str | None:
        asked.append((params.prompt, list(params.suggestions)))
        return answers[len(asked) - 1]

    @editor.client.feature(types.WORKSPACE_APPLY_EDIT)
    def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        editor.apply(params.edit)
        return types.ApplyWorkspaceEditResult(applied=True)

    for _ in answers[:-1]:
        assert await suppress(editor) == {"applied": False}
    assert editor.text("main.tf") == VOLUME
    assert await suppress(editor) == {"applied": True}
    assert "# checkov:skip=CKV_AWS_3: scratch space\n" in editor.text("main.tf")
    prompt, suggestions = asked[0]
    assert "aws_ebs_volume.data" in prompt
    assert "false positive" in suggestions


async def test_who_asks_for_quick_fixes_is_not_given_it(editor: Editor) -> None:
    params = types.CodeActionParams(
        text_document=types.TextDocumentIdentifier((editor.root / "main.tf").as_uri()),
        range=types.Range(types.Position(3, 2), types.Position(3, 2)),
        context=types.CodeActionContext(
            diagnostics=[], only=[types.CodeActionKind.QuickFix], trigger_kind=None
        ),
    )
    fixes = await editor.client.text_document_code_action_async(params) or []
    assert fixes
    assert {fix.kind for fix in fixes} == {types.CodeActionKind.QuickFix}
    params.context.only = ["terraformer"]
    kinds = {fix.kind for fix in await editor.client.text_document_code_action_async(params) or []}
    assert kinds == {"terraformer.suppress", "terraformer.fix"}
