"""Generating in the editor: from a comment, from selected words, by a command."""

from __future__ import annotations

import pytest
from lsp_editor import PULLING, Editor
from lsp_project import NO_MODEL, Project, Start
from lsprotocol import types

QUICK = {**NO_MODEL, "stages": ["syntax", "schema"]}
MAIN = """\
provider "aws" {
  region = "eu-west-1"
}

# A private S3 bucket
# named acme-exports

# The queue for orders.
resource "aws_sqs_queue" "orders" {
  name = "orders" # short
}
"""


@pytest.fixture
async def editor(project: Project, start: Start) -> Editor:
    project.write("main.tf", MAIN)
    editor = await start(PULLING, QUICK)
    editor.open("main.tf")

    @editor.client.feature(types.WORKSPACE_APPLY_EDIT)
    def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        editor.apply(params.edit)
        return types.ApplyWorkspaceEditResult(applied=True)

    return editor


async def generations(editor: Editor, at: str) -> list[types.CodeAction]:
    actions = await editor.actions("main.tf", at)
    return [action for action in actions if action.kind == "terraformer.generate"]


async def do(editor: Editor, action: types.CodeAction) -> dict:
    assert action.command is not None
    return await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams(action.command.command, action.command.arguments)
    )


async def test_a_comment_is_made_below_itself(editor: Editor) -> None:
    [action] = await generations(editor, "named acme-exports")
    assert "A private S3 bucket named acme-exports" in action.title
    answer = await do(editor, action)
    assert answer["applied"], answer
    assert "aws_s3_bucket.acme_exports" in answer["added"]
    assert "schema pass" in answer["evidence"]
    text = editor.text("main.tf")
    comment, queue = text.index("# named"), text.index("# The queue")
    assert comment < text.index('resource "aws_s3_bucket" "acme_exports"') < queue
    assert text.count("provider ") == 1
    assert {"begin", "report", "end"} <= {value["kind"] for value in editor.progress}


@pytest.mark.parametrize("at", ["The queue for", "short", 'region = "eu'])
async def test_what_describes_or_configures_is_no_request(editor: Editor, at: str) -> None:
    assert await generations(editor, at) == []


async def test_selected_words_are_replaced(editor: Editor) -> None:
    words = "an SQS queue with a dead letter queue"
    editor.rewrite("main.tf", f"{MAIN}\n{words}\n")
    text = editor.text("main.tf")
    selection = types.Range(
        editor.position(text, text.index(words)),
        editor.position(text, text.index(words) + len(words)),
    )
    offered = await editor.client.text_document_code_action_async(
        types.CodeActionParams(
            types.TextDocumentIdentifier(editor.uri("main.tf")),
            selection,
            types.CodeActionContext(
                diagnostics=[], trigger_kind=types.CodeActionTriggerKind.Invoked
            ),
        )
    )
    [action] = [
        action
        for action in offered or ()
        if isinstance(action, types.CodeAction) and action.kind == "terraformer.generate"
    ]
    answer = await do(editor, action)
    assert answer["applied"], answer
    assert words not in editor.text("main.tf")
    assert "aws_sqs_queue_redrive_allow_policy" in editor.text("main.tf")


async def test_a_command_adds_at_the_end(editor: Editor) -> None:
    answer = await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams(
            "terraformer.generate",
            [{"uri": editor.uri("main.tf"), "words": "a private S3 bucket"}],
        )
    )
    assert answer["applied"]
    assert editor.text("main.tf").startswith(MAIN)
    answer = await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams(
            "terraformer.generate", [{"uri": editor.uri("main.tf"), "words": "zzyzx qwfpgj"}]
        )
    )
    assert not answer["applied"]
    assert "Nothing for these words" in answer["problem"]
