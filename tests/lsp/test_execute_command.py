"""Commands."""

from __future__ import annotations

import pytest
from lsp_editor import PULLING, PUSHED
from lsp_project import NO_CHECKOV, NO_MODEL, VOLUME, Project, Start
from lsprotocol import types
from pygls.exceptions import JsonRpcException


def command(name: str, **arguments: object) -> types.ExecuteCommandParams:
    return types.ExecuteCommandParams(f"terraformer.{name}", [arguments])


async def test_verify_says_what_came_of_it(project: Project, start: Start, checkov: None) -> None:
    project.write("main.tf", VOLUME)
    editor = await start(PUSHED, NO_MODEL)
    uri = editor.open("main.tf")
    answer = await editor.client.workspace_execute_command_async(command("verify", uri=uri))
    assert answer["findings"] >= 2
    assert answer["stages"]["syntax"] == "passed"
    assert answer["stages"]["policy"] == "failed"


async def test_doctor_reports(project: Project, start: Start) -> None:
    editor = await start(PUSHED, NO_CHECKOV)
    report = await editor.client.workspace_execute_command_async(command("doctor"))
    assert "checkov" in report


async def test_generate_shows_progress_and_answers_with_evidence(
    project: Project, start: Start, checkov: None
) -> None:
    editor = await start(PULLING, NO_MODEL)
    answer = await editor.client.workspace_execute_command_async(
        command("generate", words="a private S3 bucket with versioning")
    )
    assert 'resource "aws_' in answer["text"]
    assert "syntax" in answer["evidence"]
    kinds = [value["kind"] for value in editor.progress]
    assert kinds[0] == "begin"
    assert kinds[-1] == "end"


async def test_set_up_has_nothing_to_do_where_all_is_there(
    project: Project, start: Start, checkov: None
) -> None:
    editor = await start(PULLING, NO_MODEL)
    answer = await editor.client.workspace_execute_command_async(command("setup"))
    assert answer["ready"]


@pytest.mark.parametrize(
    "params",
    [
        types.ExecuteCommandParams("terraformer.unheard-of"),
        types.ExecuteCommandParams("terraformer.generate", [{}]),
        types.ExecuteCommandParams("terraformer.generate", ["words"]),
    ],
    ids=["unknown", "no words", "not an object"],
)
async def test_what_makes_no_sense_is_refused(
    project: Project, start: Start, params: types.ExecuteCommandParams
) -> None:
    editor = await start(PUSHED, NO_CHECKOV)
    with pytest.raises(JsonRpcException) as refused:
        await editor.client.workspace_execute_command_async(params)
    assert refused.value.code == types.ErrorCodes.InvalidParams
