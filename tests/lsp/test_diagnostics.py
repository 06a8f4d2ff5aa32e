"""Squiggles: which appear when, where they are, and that they go."""

from __future__ import annotations

import pytest
from lsp_editor import PULLING, PUSHED, codes
from lsp_project import NO_CHECKOV, NO_MODEL, VOLUME, Project, Start
from lsprotocol import types

BROKEN = 'resource "aws_vpc" "main" {\n  cidr_block = \n}\n'


async def test_findings_of_the_policy_stage_appear_and_go_when_fixed(
    project: Project, start: Start, capabilities: types.ClientCapabilities, checkov: None
) -> None:
    project.write("main.tf", VOLUME)
    editor = await start(capabilities, NO_MODEL)
    editor.open("main.tf")
    shown = await editor.sees("main.tf", lambda shown: "CKV_AWS_3" in codes(shown))
    [unencrypted] = [found for found in shown if found.code == "CKV_AWS_3"]
    assert editor.under("main.tf", unencrypted).startswith("encrypted")
    assert unencrypted.source == "TerraFormer"
    assert unencrypted.code_description is not None
    assert unencrypted.code_description.href.startswith("https://")
    assert unencrypted.data == {"fixable": True}

    editor.replace("main.tf", "false", "true")
    shown = await editor.sees("main.tf", lambda shown: "CKV_AWS_3" not in codes(shown))
    assert "CKV_AWS_189" in codes(shown)


async def test_what_does_not_parse_is_said_and_taken_back(
    project: Project, start: Start, capabilities: types.ClientCapabilities
) -> None:
    project.write("main.tf", BROKEN)
    editor = await start(capabilities, NO_CHECKOV)
    editor.open("main.tf")
    [found] = await editor.sees("main.tf", len)
    assert found.severity == types.DiagnosticSeverity.Error
    assert found.range.start.line == 1
    editor.replace("main.tf", "= ", '= "10.0.0.0/16"')
    await editor.sees("main.tf", lambda shown: not shown)


async def test_findings_stay_with_their_block_while_one_types_above_it(
    project: Project, start: Start, checkov: None
) -> None:
    project.write("main.tf", VOLUME)
    editor = await start(PUSHED, NO_MODEL)
    uri = editor.open("main.tf")
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" in codes(shown))
    before = len(editor.published)
    # Unfinished for a while: the policy stage can't judge this file now.
    editor.replace("main.tf", 'resource "aws_ebs', 'locals {\n  name = \n}\n\nresource "aws_ebs')
    await editor.sees("main.tf", lambda shown: "syntax-error" in codes(shown))
    editor.replace("main.tf", "name = ", 'name = "data"')
    await editor.sees(
        "main.tf",
        lambda shown: "syntax-error" not in codes(shown),
    )
    for _, shown in [seen for seen in editor.published[before:] if seen[0] == uri]:
        [unencrypted] = [found for found in shown if found.code == "CKV_AWS_3"]
        assert unencrypted.range.start.line == 7


async def test_other_files_of_the_module_get_their_findings_too(
    project: Project, start: Start
) -> None:
    project.write("main.tf", "locals {}\n")
    project.write("other.tf", BROKEN)
    editor = await start(PUSHED, NO_CHECKOV)
    editor.open("main.tf")
    await editor.sees("other.tf", len)


async def test_a_client_that_pulls_learns_of_files_that_are_not_open(
    project: Project, start: Start
) -> None:
    project.write("main.tf", "locals {}\n")
    project.write("other.tf", BROKEN)
    editor = await start(PULLING, NO_CHECKOV)
    uri = editor.open("main.tf")
    await editor.sees("main.tf", lambda shown: not shown)
    report = await editor.client.workspace_diagnostic_async(
        types.WorkspaceDiagnosticParams(previous_result_ids=[])
    )
    by_uri = {item.uri: item for item in report.items}
    assert len(by_uri[editor.uri("other.tf")].items) == 1
    assert by_uri[uri].items == ()
    # Nothing is new, so the next answer comes only with the next change.
    previous = [types.PreviousResultId(uri, item.result_id) for uri, item in by_uri.items()]
    asked = editor.client.protocol.send_request_async(
        types.WORKSPACE_DIAGNOSTIC, types.WorkspaceDiagnosticParams(previous)
    )
    editor.replace("main.tf", "{}", "{")
    news = await asked
    assert {item.uri: item.kind for item in news.items} == {
        uri: "full",
        editor.uri("other.tf"): "unchanged",
    }


async def test_pulling_twice_says_unchanged(project: Project, start: Start) -> None:
    project.write("main.tf", BROKEN)
    editor = await start(PULLING, NO_CHECKOV)
    uri = editor.open("main.tf")
    document = types.TextDocumentIdentifier(uri)
    full = await editor.client.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(document)
    )
    again = await editor.client.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(document, previous_result_id=full.result_id)
    )
    assert full.kind == "full"
    assert again.kind == "unchanged"
    assert editor.published == []


async def test_closing_a_file_leaves_what_is_on_disk(project: Project, start: Start) -> None:
    project.write("main.tf", "locals {}\n")
    editor = await start(PUSHED, NO_CHECKOV)
    editor.open("main.tf", BROKEN)
    await editor.sees("main.tf", len)
    editor.close("main.tf")
    await editor.sees("main.tf", lambda shown: not shown)


async def test_a_file_outside_of_the_workspace_is_forgotten_when_closed(
    project: Project, start: Start, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "main.tf"
    elsewhere.write_text(BROKEN)
    editor = await start(PUSHED, NO_CHECKOV)
    uri = editor.open(elsewhere.as_uri(), BROKEN)
    await editor.sees(uri, len)
    editor.close(uri)
    await editor.sees(uri, lambda shown: not shown)


async def test_a_document_that_was_never_saved_is_verified(
    project: Project, start: Start, capabilities: types.ClientCapabilities, checkov: None
) -> None:
    editor = await start(capabilities, NO_MODEL)
    uri = editor.open("untitled:Untitled-1", VOLUME)
    await editor.sees(uri, lambda shown: "CKV_AWS_3" in codes(shown))


async def test_other_languages_are_left_alone(project: Project, start: Start) -> None:
    editor = await start(PULLING, NO_CHECKOV)
    project.write("notes.md", "{")
    editor.open("notes.md", language="markdown")
    assert await editor.pull("notes.md") == []
