"""The plan in the editor: lenses over blocks, and the plan as a document."""

from __future__ import annotations

from lsp_editor import PUSHED
from lsp_project import NO_CHECKOV, NO_MODEL, Project, Start
from lsprotocol import types

MAIN = """\
variable "names" {
  default = ["a", "b", "c"]
}

resource "aws_sns_topic" "orders" {
  count             = length(var.names)
  name              = var.names[count.index]
  kms_master_key_id = "alias/aws/sns"
}

module "queues" {
  source = "./queues"
}
"""
CHILD = 'resource "aws_sqs_queue" "orders" {\n  name = "orders"\n}\n'
ALL_BUT_POLICY = {**NO_MODEL, **NO_CHECKOV, "stages": ["syntax", "schema", "validate", "plan"]}


async def lenses(editor, uri: str) -> list[str]:
    await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams("terraformer.verify", [{"uri": uri}])
    )
    found = await editor.client.text_document_code_lens_async(
        types.CodeLensParams(types.TextDocumentIdentifier(uri))
    )
    return [f"{lens.range.start.line}: {lens.command.title}" for lens in found or []]


async def test_a_lens_says_what_would_happen_to_each_block(project: Project, start: Start) -> None:
    project.write("main.tf", MAIN)
    project.write("queues/main.tf", CHILD)
    editor = await start(PUSHED, ALL_BUT_POLICY)
    main = editor.open("main.tf")
    assert await lenses(editor, main) == ["4: + create, 3 instances"]
    child = editor.open("queues/main.tf")
    assert await lenses(editor, child) == ["0: + create"]


async def test_the_plan_is_a_document_and_follows_the_unsaved_text(
    project: Project, start: Start
) -> None:
    project.write("main.tf", MAIN)
    project.write("queues/main.tf", CHILD)
    editor = await start(PUSHED, ALL_BUT_POLICY)
    uri = editor.open("main.tf")
    await lenses(editor, uri)
    answer = await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams("terraformer.plan", [{"uri": uri}])
    )
    assert answer["uri"].startswith("terraformer-plan:")
    assert answer["uri"].endswith("/plan.diff")
    assert '# aws_sns_topic.orders[2]\n+ resource "aws_sns_topic" "orders" {' in answer["text"]
    assert "# module.queues.aws_sqs_queue.orders\n" in answer["text"]
    assert answer["text"].endswith("Plan: 4 to add, 0 to change, 0 to destroy.\n")
    editor.replace("main.tf", '["a", "b", "c"]', '["a"]')
    await lenses(editor, uri)
    again = await editor.client.protocol.send_request_async(
        types.WORKSPACE_TEXT_DOCUMENT_CONTENT, types.TextDocumentContentParams(answer["uri"])
    )
    assert again.text.endswith("Plan: 2 to add, 0 to change, 0 to destroy.\n")


async def test_where_nothing_can_be_planned_the_document_says_why(
    project: Project, start: Start
) -> None:
    project.write("main.tf", MAIN.replace("length(var.names)", "length(var.nothing)"))
    project.write("queues/main.tf", CHILD)
    editor = await start(PUSHED, ALL_BUT_POLICY)
    uri = editor.open("main.tf")
    assert await lenses(editor, uri) == []
    answer = await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams("terraformer.plan", [{"uri": uri}])
    )
    assert answer["text"] == "There is no plan: the module must validate first.\n"
