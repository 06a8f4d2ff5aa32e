"""Schemas from the user's own, initialised providers; a script stands for their `terraform`."""

from __future__ import annotations

import json
from pathlib import Path

from terraformer_ls.schema.dump import dump_schemas, wanted_dump
from terraformer_ls.schema.packs import open_file
from terraformer_ls.schema.packs.layout import file_name

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
LOCK = 'provider "registry.terraform.io/acme/acme" {\n  version = "1.2.3"\n}\n'


def initialised(folder: Path) -> Path:
    (folder / ".terraform" / "providers").mkdir(parents=True)
    (folder / ".terraform.lock.hcl").write_text(LOCK)
    return folder


def terraform(folder: Path, says: str, status: int = 0) -> str:
    (folder / "says").write_text(says)
    command = folder / "terraform"
    command.write_text(f'#!/bin/sh\ncat "{folder / "says"}"\nexit {status}\n')
    command.chmod(0o755)
    return str(command)


def test_the_schemas_of_locked_providers_are_kept_once(tmp_path):
    project, packs = initialised(tmp_path / "project"), tmp_path / "packs"
    command = terraform(tmp_path, json.dumps(SCHEMAS))
    added = dump_schemas(command, project, packs)
    assert [str(provider) for provider in added] == ["acme/acme 1.2.3"]
    thing = open_file(packs / file_name(added[0])).resource("acme_thing")
    assert thing.attributes["name"].required
    assert wanted_dump(project, packs) == ()
    assert dump_schemas(command, project, packs) == ()


def test_nothing_is_asked_where_nothing_is_initialised(tmp_path):
    (tmp_path / ".terraform.lock.hcl").write_text(LOCK)
    assert wanted_dump(tmp_path, tmp_path / "packs") == ()
    assert dump_schemas("/does/not/exist", tmp_path, tmp_path / "packs") == ()


def test_a_terraform_that_fails_or_talks_nonsense_adds_nothing(tmp_path):
    project, packs = initialised(tmp_path / "project"), tmp_path / "packs"
    assert dump_schemas("/does/not/exist", project, packs) == ()
    assert dump_schemas(terraform(tmp_path, "{}", status=1), project, packs) == ()
    assert dump_schemas(terraform(tmp_path, "nonsense"), project, packs) == ()
    assert dump_schemas(terraform(tmp_path, "[]"), project, packs) == ()
    assert not packs.exists()
