"""Quick fixes: offered only when verified, applied as they are, with their evidence."""

from __future__ import annotations

import pytest
from lsp_editor import PULLING, PUSHED, Editor, codes
from lsp_project import NO_CHECKOV, NO_MODEL, VOLUME, Project, Start
from lsprotocol import types

pytestmark = pytest.mark.usefixtures("checkov")


async def fix(editor: Editor, name: str, at: str, rule: str) -> types.CodeAction:
    """The first fix offered for a rule."""
    actions = await editor.actions(name, at)
    fixes = [action for action in actions if rule in codes(action.diagnostics or ())]
    assert fixes, f"no fix for {rule} among {[action.title for action in actions]}"
    return fixes[0]


async def test_a_fix_makes_its_finding_go(
    project: Project, start: Start, capabilities: types.ClientCapabilities
) -> None:
    project.write("main.tf", VOLUME)
    editor = await start(capabilities, NO_MODEL)
    editor.open("main.tf")
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" in codes(shown))
    action = await fix(editor, "main.tf", "encrypted", "CKV_AWS_3")
    assert action.title.startswith("Fix with TerraFormer: CKV_AWS_3")
    assert "1 line changed" in action.title
    assert action.kind == types.CodeActionKind.QuickFix
    assert action.is_preferred
    assert action.tags is None  # a recipe wrote it, no model
    assert action.edit is not None
    editor.apply(action.edit)
    assert editor.text("main.tf") == VOLUME.replace("false", "true")
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" not in codes(shown))


async def test_edits_name_the_version_they_are_meant_for_where_the_client_understands(
    project: Project, start: Start
) -> None:
    project.write("main.tf", VOLUME)
    editor = await start(PULLING, NO_MODEL)
    uri = editor.open("main.tf")
    editor.replace("main.tf", "10", "11")
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" in codes(shown))
    action = await fix(editor, "main.tf", "encrypted", "CKV_AWS_3")
    assert action.edit is not None
    assert action.edit.changes is None
    [change] = action.edit.document_changes or ()
    assert isinstance(change, types.TextDocumentEdit)
    assert (change.text_document.uri, change.text_document.version) == (uri, 2)


async def test_a_light_bulb_costs_no_model_and_shows_recipes(
    project: Project, start: Start
) -> None:
    project.write("main.tf", VOLUME)
    editor = await start(PUSHED, NO_MODEL)
    editor.open("main.tf")
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" in codes(shown))
    automatic = types.CodeActionTriggerKind.Automatic
    # The first request may be answered before the fix is verified; it is ready soon after.
    for _ in range(20):
        actions = await editor.actions("main.tf", "encrypted", kind=automatic)
        if actions:
            break
    assert [codes(action.diagnostics or ()) for action in actions] == [["CKV_AWS_3"]]


async def test_no_finding_is_fixed_elsewhere_or_for_other_kinds(
    project: Project, start: Start
) -> None:
    project.write("main.tf", VOLUME + "\nlocals {}\n")
    editor = await start(PUSHED, NO_MODEL)
    editor.open("main.tf")
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" in codes(shown))
    assert await editor.actions("main.tf", "locals", only=[types.CodeActionKind.QuickFix]) == []
    elsewhere = await editor.actions("main.tf", "locals")
    assert [(one.kind, one.diagnostics) for one in elsewhere] == [("terraformer.fix", None)]
    refactor = [types.CodeActionKind.Refactor]
    assert await editor.actions("main.tf", "encrypted", only=refactor) == []
    assert await editor.actions("main.tf", "encrypted", only=[types.CodeActionKind.QuickFix])


TEXTS = {
    "crlf.tf": VOLUME.replace("\n", "\r\n"),
    "emoji.tf": "# 🌋🏔️ volumes\n" + VOLUME.replace("  encrypted", "  /* 💾 */ encrypted"),
    "umlaut.tf": VOLUME.replace("\n", "\r\n").replace("eu-central-1a", "größe"),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
async def test_positions_are_those_of_the_encoding_agreed_on(
    project: Project, start: Start, encoding: str
) -> None:
    for name, text in TEXTS.items():
        project.write(name, text.replace('"data"', f'"{name[:-3]}"'))
    editor = await start(
        types.ClientCapabilities(
            general=types.GeneralClientCapabilities(
                position_encodings=[types.PositionEncodingKind(encoding)]
            )
        ),
        NO_MODEL,
    )
    editor.counts_in(encoding)
    for name in TEXTS:
        editor.open(name)
        shown = await editor.sees(name, lambda shown: "CKV_AWS_3" in codes(shown))
        [unencrypted] = [found for found in shown if found.code == "CKV_AWS_3"]
        assert editor.under(name, unencrypted).startswith("encrypted")
        # An edit within what is underlined: the fix must still land where it is meant to.
        editor.replace(name, "encrypted ", "encrypted  ")
        before = editor.text(name)
        action = await fix(editor, name, "encrypted", "CKV_AWS_3")
        assert action.edit is not None
        editor.apply(action.edit)
        assert editor.text(name) == before.replace("false", "true")
        await editor.sees(name, lambda shown: "CKV_AWS_3" not in codes(shown))


async def test_no_finding_no_fix(project: Project, start: Start) -> None:
    project.write("main.tf", VOLUME)
    editor = await start(PUSHED, NO_CHECKOV)
    editor.open("main.tf")
    assert await editor.actions("main.tf", "encrypted") == []


@pytest.mark.parametrize("lists_fixes", [False, True])
async def test_a_fix_in_another_file_is_confirmed_as_a_whole_where_the_client_has_no_list(
    project: Project, start: Start, lists_fixes: bool
) -> None:
    project.write("main.tf", VOLUME.replace("10", "var.size"))
    project.write("variables.tf", 'variable "zone" {\n  type = string\n}\n')
    client = {"client": {"chooseFixes": True}} if lists_fixes else {}
    editor = await start(PULLING, {"stages": ["syntax", "schema"], **NO_MODEL, **client})
    editor.open("main.tf")
    await editor.sees("main.tf", lambda shown: "undeclared-variable" in codes(shown))
    action = await fix(editor, "main.tf", "var.size", "undeclared-variable")
    assert action.edit is not None
    changes = action.edit.document_changes or ()
    assert [change.text_document.uri for change in changes] == [editor.uri("variables.tf")]
    edits = [edit for change in changes for edit in change.edits]
    waiting = [edit for edit in edits if isinstance(edit, types.AnnotatedTextEdit)]
    assert waiting == ([] if lists_fixes else edits)
