"""Settings: where they come from, and that a change takes effect at once."""

from __future__ import annotations

from lsp_editor import PULLING, PUSHED, codes
from lsp_project import NO_CHECKOV, NO_MODEL, VOLUME, Project, Start
from lsprotocol import types


async def test_a_stage_that_is_switched_off_takes_its_findings_along(
    project: Project, start: Start, capabilities: types.ClientCapabilities, checkov: None
) -> None:
    project.write("main.tf", VOLUME)
    editor = await start(capabilities, NO_MODEL)
    editor.open("main.tf")
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" in codes(shown))
    for settings, present in ((NO_CHECKOV, False), (NO_MODEL, True)):
        editor.client.set_configuration(settings, section="terraformer")
        editor.client.workspace_did_change_configuration(
            types.DidChangeConfigurationParams(settings={"terraformer": settings})
        )
        await editor.sees(
            "main.tf", lambda shown, present=present: ("CKV_AWS_3" in codes(shown)) is present
        )


async def test_a_client_that_can_tell_its_settings_is_asked(project: Project, start: Start) -> None:
    project.write("main.tf", "locals {\n")
    editor = await start(PULLING, {"maxFileSize": 3, **NO_CHECKOV})
    editor.open("main.tf")
    [found] = await editor.sees("main.tf", len)
    assert found.severity == types.DiagnosticSeverity.Information
    editor.client.set_configuration(NO_CHECKOV, section="terraformer")
    editor.client.workspace_did_change_configuration(
        types.DidChangeConfigurationParams(settings=None)
    )
    await editor.sees(
        "main.tf",
        lambda shown: [found.severity for found in shown] == [types.DiagnosticSeverity.Error],
    )
    assert types.WORKSPACE_DID_CHANGE_CONFIGURATION in [r.method for r in editor.registered]


async def test_a_value_that_makes_no_sense_is_said_and_the_default_stands(
    project: Project, start: Start
) -> None:
    project.write("main.tf", "locals {\n")
    editor = await start(PUSHED, NO_CHECKOV)
    editor.open("main.tf")
    editor.client.workspace_did_change_configuration(
        types.DidChangeConfigurationParams(
            settings={"terraformer": {**NO_CHECKOV, "maxFileSize": "plenty"}}
        )
    )
    await editor.sees("main.tf", len)
    await editor.hears("maxFileSize")
