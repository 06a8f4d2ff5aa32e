"""Files that change outside of the editor."""

from __future__ import annotations

from lsp_editor import PULLING, PUSHED
from lsp_project import NO_CHECKOV, Project, Start
from lsprotocol import types

CALLER = 'module "network" {\n  source = "./network"\n}\n'


async def test_a_client_that_watches_tells_us(project: Project, start: Start) -> None:
    project.write("main.tf", CALLER)
    path = project.write("network/main.tf", "locals {}\n")
    editor = await start(PULLING, NO_CHECKOV)
    editor.open("main.tf")
    await editor.until(lambda: editor.registered)
    [watched] = [
        r for r in editor.registered if r.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    ]
    assert watched.register_options is not None
    await editor.sees("main.tf", lambda shown: not shown)
    project.write("network/main.tf", "locals {\n")
    editor.client.workspace_did_change_watched_files(
        types.DidChangeWatchedFilesParams(
            [types.FileEvent(path.as_uri(), types.FileChangeType.Changed)]
        )
    )
    report = await editor.client.workspace_diagnostic_async(
        types.WorkspaceDiagnosticParams(previous_result_ids=[])
    )
    while not any(item.uri == path.as_uri() and item.items for item in report.items):
        previous = [types.PreviousResultId(item.uri, item.result_id) for item in report.items]
        report = await editor.client.workspace_diagnostic_async(
            types.WorkspaceDiagnosticParams(previous_result_ids=previous)
        )


async def test_for_a_client_that_can_not_watch_we_do(project: Project, start: Start) -> None:
    project.write("main.tf", CALLER)
    path = project.write("network/main.tf", "locals {}\n")
    editor = await start(PUSHED, NO_CHECKOV)
    editor.open("main.tf")
    await editor.sees("main.tf", lambda shown: not shown)
    await editor.until(lambda: ("ready", "") in editor.statuses)
    project.write("network/main.tf", "locals {\n")
    await editor.sees(path.as_uri(), len)
    path.unlink()
    path.parent.rmdir()
    project.remember()
    await editor.sees(path.as_uri(), lambda shown: not shown)
