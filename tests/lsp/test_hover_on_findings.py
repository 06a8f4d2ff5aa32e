"""A hover explains the findings under the cursor, beside what the schema knows."""

from __future__ import annotations

import pytest
from lsp_editor import PULLING, codes
from lsp_project import NO_MODEL, VOLUME, Project, Start
from lsprotocol import types


@pytest.mark.usefixtures("checkov")
async def test_a_finding_is_explained_where_it_is(project: Project, start: Start) -> None:
    project.write("main.tf", VOLUME)
    editor = await start(PULLING, NO_MODEL)
    uri = editor.open("main.tf")
    await editor.sees("main.tf", lambda shown: "CKV_AWS_3" in codes(shown))

    async def hover(part: str) -> str:
        position = editor.position(editor.text("main.tf"), editor.text("main.tf").index(part))
        params = types.HoverParams(types.TextDocumentIdentifier(uri), position)
        answer = await editor.client.text_document_hover_async(params)
        assert answer is not None
        return answer.contents.value

    said = await hover("encrypted")
    assert said.startswith("`encrypted`")
    assert "**CKV_AWS_3**" in said
    assert "`encrypted` is true" in said
    assert "CKV_AWS" not in await hover("size")
    # Text above moves the finding, not its explanation.
    editor.replace("main.tf", "resource", "# ☁️\n\nresource")
    assert "**CKV_AWS_3**" in await hover("encrypted")
