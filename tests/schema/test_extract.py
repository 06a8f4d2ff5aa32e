"""From a package, or Terraform's own dump, to a pack."""

from __future__ import annotations

import json
import zipfile

import pytest
from package import make_package

from terraformer_ls.schema.build import BuildFailed, build_from_dump
from terraformer_ls.schema.extract.provider import extract
from terraformer_ls.schema.extract.wheel import NotAProviderPackage
from terraformer_ls.schema.model import BlockKind
from terraformer_ls.schema.packs import Pack
from terraformer_ls.schema.packs.layout import pack_bytes


def test_a_package_gives_the_schema_that_it_was_made_from(tmp_path):
    extracted = extract(make_package(tmp_path))
    assert str(extracted.provider) == "acme/acme 1.2.3"
    assert extracted.provider.provenance == "cdktn-provider-acme 4.5.6 (PyPI, MPL-2.0)"
    assert extracted.schema["resource_schemas"]["acme_thing"]["block"] == {
        "attributes": {
            "id": {"type": "string", "computed": True},
            "ips": {"type": ["set", "string"], "computed": True},
            "labels": {"type": ["map", "string"], "optional": True},
            "name": {"type": "string", "required": True, "description": "What to call it."},
            "zones": {"type": ["set", "string"], "optional": True},
        },
        "block_types": {
            "disk": {
                "nesting_mode": "set",
                "min_items": 1,
                "block": {"attributes": {"size": {"type": "number", "required": True}}},
            },
            "network": {
                "nesting_mode": "list",
                "max_items": 1,
                "block": {
                    "attributes": {
                        "address": {"type": "string", "computed": True},
                        "public": {"type": "bool", "optional": True, "computed": True},
                    }
                },
            },
        },
    }
    assert extracted.schema["functions"]["join_parts"] == {
        "description": "Joins parts.",
        "parameters": [
            {"name": "separator", "type": "string", "description": "What to put between"}
        ],
        "variadic_parameter": {
            "name": "parts",
            "type": "string",
            "description": "What to join",
        },
        "return_type": "string",
    }
    assert not extracted.unrecovered


def test_a_pack_gives_back_what_was_put_in(tmp_path):
    extracted = extract(make_package(tmp_path))
    file = tmp_path / "acme.acme.1.2.3.pack"
    file.write_bytes(pack_bytes(extracted.provider, extracted.schema))
    pack = Pack(file)
    assert pack.provider == extracted.provider
    assert pack.types(BlockKind.RESOURCE) == ("acme_thing",)
    assert pack.descriptions(BlockKind.RESOURCE, "acme_thing") == {"name": "What to call it."}
    thing = pack.resource("acme_thing")
    assert list(thing.required_names()) == ["name", "disk"]
    assert pack.function("join_parts").variadic.name == "parts"


def test_the_same_package_gives_the_same_bytes(tmp_path):
    wheel = make_package(tmp_path)
    first, second = extract(wheel), extract(wheel)
    assert pack_bytes(first.provider, first.schema) == pack_bytes(second.provider, second.schema)


def test_another_wheel_is_refused(tmp_path):
    wheel = tmp_path / "other-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("other/__init__.py", "")
    with pytest.raises(NotAProviderPackage, match="jsii"):
        extract(wheel)


def test_terraforms_own_dump_becomes_a_pack(tmp_path):
    dump = tmp_path / "schema.json"
    block = {
        "attributes": {
            "secret": {"type": "string", "optional": True, "sensitive": True},
            "old": {"type": "string", "optional": True, "deprecated": True},
            "once": {"type": "string", "optional": True, "write_only": True},
        },
        "block_types": {
            "port": {
                "nesting_mode": "list",
                "min_items": 1,
                "max_items": 5,
                "block": {"description_kind": "plain"},
            }
        },
        "description": "A thing.",
        "description_kind": "plain",
    }
    schema = {
        "format_version": "1.0",
        "provider_schemas": {
            "registry.terraform.io/acme/acme": {
                "provider": {"version": 0, "block": {}},
                "resource_schemas": {"acme_thing": {"version": 3, "block": block}},
            }
        },
    }
    dump.write_text(json.dumps(schema))
    built = build_from_dump(dump, "acme/acme", "9.9.9", tmp_path)
    thing = Pack(built.file).resource("acme_thing")
    assert thing.attributes["secret"].sensitive
    assert thing.attributes["old"].deprecated
    assert thing.attributes["once"].write_only
    port = thing.blocks["port"]
    assert (port.min_items, port.max_items, port.at_most_one) == (1, 5, False)
    assert Pack(built.file).descriptions(BlockKind.RESOURCE, "acme_thing") == {"": "A thing."}
    with pytest.raises(BuildFailed, match="acme/other"):
        build_from_dump(dump, "acme/other", "9.9.9", tmp_path)
