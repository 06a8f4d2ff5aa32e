"""What an editor offers of itself while one reads and writes: completion, hover, navigation."""

from __future__ import annotations

import pytest
from lsp_editor import PULLING, PUSHED, Editor
from lsp_project import NO_CHECKOV, Project, Start
from lsprotocol import types
from pygls.exceptions import JsonRpcException

MAIN = """\
# Where it all
# begins.
resource "aws_vpc" "main" {
  cidr_block = var.größe
}

output "🌋" {
  value = "🌋 ${var.größe}"
}
"""
VARIABLES = 'variable "größe" {\n  type = string\n}\n'


@pytest.fixture
async def editor(project: Project, start: Start) -> Editor:
    project.write("main.tf", MAIN)
    project.write("variables.tf", VARIABLES)
    editor = await start(PULLING, NO_CHECKOV)
    editor.open("main.tf")
    return editor


def at(editor: Editor, part: str, *, after: bool = False) -> tuple:
    """A document and a position in it, as most requests begin."""
    text = editor.text("main.tf")
    index = text.index(part) + (len(part) if after else 0)
    return types.TextDocumentIdentifier(editor.uri("main.tf")), editor.position(text, index)


async def test_completion_offers_what_the_schema_knows(editor: Editor) -> None:
    editor.replace("main.tf", "  cidr_block", "  enable_dns_h\n  cidr_block")
    answer = await editor.client.text_document_completion_async(
        types.CompletionParams(*at(editor, "enable_dns_h", after=True))
    )
    [item] = [item for item in answer.items if item.label == "enable_dns_hostnames"]
    assert item.insert_text_format == types.InsertTextFormat.PlainText  # this client wants those
    editor.edit("main.tf", [item.text_edit])
    assert "  enable_dns_hostnames" in editor.text("main.tf")
    assert "$" not in item.text_edit.new_text


async def test_hover_explains(editor: Editor) -> None:
    answer = await editor.client.text_document_hover_async(
        types.HoverParams(*at(editor, "cidr_block"))
    )
    assert "cidr_block" in answer.contents.value
    assert answer.range.start.line == 3


async def test_definition_leads_to_another_file(editor: Editor) -> None:
    [found] = await editor.client.text_document_definition_async(
        types.DefinitionParams(*at(editor, "größe"))
    )
    assert found.uri == editor.uri("variables.tf")
    assert found.range.start.line == 0


async def test_references_are_in_all_files(editor: Editor) -> None:
    found = await editor.client.text_document_references_async(
        types.ReferenceParams(types.ReferenceContext(True), *at(editor, "größe"))
    )
    assert sorted((place.uri.rpartition("/")[2], place.range.start.line) for place in found) == [
        ("main.tf", 3),
        ("main.tf", 7),
        ("variables.tf", 0),
    ]


async def test_rename_changes_every_use(editor: Editor) -> None:
    editor.open("variables.tf")
    word = await editor.client.text_document_prepare_rename_async(
        types.PrepareRenameParams(*at(editor, "größe"))
    )
    assert word.placeholder == "größe"
    edit = await editor.client.text_document_rename_async(
        types.RenameParams(*at(editor, "größe"), "size")
    )
    editor.apply(edit)
    assert editor.text("main.tf") == MAIN.replace("größe", "size")
    assert editor.text("variables.tf") == VARIABLES.replace("größe", "size")


async def test_a_name_that_is_none_is_refused_with_the_reason(editor: Editor) -> None:
    with pytest.raises(JsonRpcException, match="no name"):
        await editor.client.text_document_rename_async(
            types.RenameParams(*at(editor, "größe"), "1 2")
        )


async def test_the_outline_has_every_block(editor: Editor) -> None:
    document, _ = at(editor, MAIN)
    symbols = await editor.client.text_document_document_symbol_async(
        types.DocumentSymbolParams(document)
    )
    assert [symbol.name for symbol in symbols] == ["aws_vpc.main", "output.🌋"]


async def test_symbols_of_the_workspace_are_found_by_their_letters(editor: Editor) -> None:
    await editor.pull("main.tf")
    found = await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("vpcmain"))
    assert [symbol.name for symbol in found] == ["aws_vpc.main"]


async def test_folding_leaves_the_closing_brace_in_sight(editor: Editor) -> None:
    document, _ = at(editor, MAIN)
    found = await editor.client.text_document_folding_range_async(
        types.FoldingRangeParams(document)
    )
    assert sorted((fold.start_line, fold.end_line, fold.kind) for fold in found) == [
        (0, 1, "comment"),
        (2, 3, None),
        (6, 7, None),
    ]


async def test_beside_another_server_nothing_is_doubled(project: Project) -> None:
    editor = Editor(project.root, {**NO_CHECKOV, "languageFeatures": {"enabled": False}})
    can = (await editor.start(PUSHED)).capabilities
    await editor.stop()
    assert can.completion_provider is None
    assert can.hover_provider is None
    assert can.rename_provider is None
    assert can.code_action_provider is not None
