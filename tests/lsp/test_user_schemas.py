"""The user's own providers tell their schemas, where the workspace is trusted and only there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lsp_editor import PUSHED, codes
from lsp_project import NO_CHECKOV, Project, Start
from lsprotocol import types

SCHEMAS = {
    "format_version": "1.0",
    "provider_schemas": {
        "registry.terraform.io/acme/acme": {
            "provider": {"version": 0, "block": {}},
            "resource_schemas": {
                "acme_thing": {
                    "version": 0,
                    "block": {"attributes": {"name": {"type": "string", "required": True}}},
                }
            },
        }
    },
}
MAIN = """\
terraform {
  required_providers {
    acme = {
      source = "acme/acme"
    }
  }
}

resource "acme_thing" "a" {
  nam = "x"
}
"""


@pytest.fixture
def terraform(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, object]:
    """Settings that name a command which tells the schemas as `terraform` does."""
    monkeypatch.setenv("TERRAFORMER_DATA", str(tmp_path / "data"))
    (tmp_path / "schemas.json").write_text(json.dumps(SCHEMAS))
    command = tmp_path / "terraform"
    command.write_text(
        f'#!/bin/sh\ntouch "{tmp_path / "asked"}"\ncat "{tmp_path / "schemas.json"}"\n'
    )
    command.chmod(0o755)
    project.write("main.tf", MAIN, remember=False)
    project.write(
        ".terraform.lock.hcl",
        'provider "registry.terraform.io/acme/acme" {\n  version = "1.2.3"\n}\n',
        remember=False,
    )
    project.write(".terraform/providers/here", "")
    return {**NO_CHECKOV, "stages": ["syntax", "schema"], "terraformPath": str(command)}


async def test_in_a_trusted_workspace(
    project: Project, start: Start, terraform: dict[str, object]
) -> None:
    editor = await start(PUSHED, {**terraform, "trusted": True})
    uri = editor.open("main.tf")
    found = await editor.sees(uri, lambda seen: "unknown-argument" in codes(seen))
    assert "missing-argument" in codes(found)


async def test_never_elsewhere(
    project: Project, start: Start, terraform: dict[str, object], tmp_path: Path
) -> None:
    editor = await start(PUSHED, {**terraform, "trusted": False})
    uri = editor.open("main.tf", MAIN + 'variable "unused" {}\n')
    await editor.sees(uri, lambda seen: "unused-variable" in codes(seen))
    await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams("terraformer.verify", [{}])
    )
    assert not (tmp_path / "asked").exists()
