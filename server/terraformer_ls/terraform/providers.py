"""Which providers a module tree needs, and with which schema each is stood in for."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from terraformer_ls.hcl.document import Document
from terraformer_ls.schema.json_shape import HOST, ProviderJson
from terraformer_ls.schema.packs import FOLDER, shipped
from terraformer_ls.schema.packs.layout import file_name
from terraformer_ls.terraform.configuration import ModuleRecord, Usage
from terraformer_ls.terraform.permissive import permissive_schema
from terraformer_ls.terraform.version_constraints import could_satisfy, nearest_version

BUILTIN = "terraform.io/builtin/terraform"
"""Terraform's own provider, stood in for too: its `terraform_remote_state` would go online."""

STAND_IN = f"{HOST}/terraformer/standin"
"""The provider that stubs of modules take their unknown values from."""


@dataclass(frozen=True)
class Served:
    """One provider as it is served.

    Attributes:
        address: Terraform's, with the host: `registry.terraform.io/hashicorp/aws`.
        identity: changes whenever what is served changes.
        pack: the file of its schema, or None.
        schema: the schema itself where there is no pack.
        answers: what data sources answer, by type, where it depends on the module.
        version: of the provider that the schema describes, or "" when nobody knows.
        approximate: no schema fits the module's version constraint, so this is the nearest.
    """

    address: str
    identity: str
    pack: Path | None = None
    schema: ProviderJson | None = None
    answers: tuple[tuple[str, dict[str, Any]], ...] = ()
    version: str = ""
    approximate: bool = False

    @property
    def guessed(self) -> bool:
        """Whether the schema was made from usage."""
        return self.pack is None and self.address not in (BUILTIN, STAND_IN)

    def request(self, only: Iterable[str] | None = None) -> dict[str, Any]:
        """How the stand-in process is told to serve it."""
        wanted: dict[str, Any] = {
            "address": self.address,
            "source": self.address.split("/", 1)[1],
            "identity": self.identity,
            "answers": dict(self.answers),
        }
        if self.pack is not None:
            wanted["pack"] = str(self.pack)
        else:
            wanted["schema"] = self.schema
        if only is not None:
            chosen = sorted(only)
            wanted["only"] = chosen
            wanted["identity"] += _digest(chosen)
        return wanted


def address_of(source: str) -> str:
    """A source as in `required_providers`, with its host and namespace: `aws`, `hashicorp/aws`."""
    parts = source.lower().split("/")
    if len(parts) == 1:
        parts = ["hashicorp", *parts]
    return "/".join(parts if len(parts) == 3 else [HOST, *parts])


def needed(
    records: Sequence[ModuleRecord],
    documents: Sequence[Document],
    locked: Mapping[str, str],
) -> tuple[Served, ...]:
    """The providers that a module tree uses.

    Args:
        records: the tree's modules, the root first.
        documents: their texts.
        locked: the versions that the root's lock file names, by address.
    """
    names: dict[str, str] = {}
    constraints: dict[str, list[str]] = {}
    usages: dict[str, list[Usage]] = {}
    for record in records:
        sources = record.sources
        for name in sorted(record.local_names()):
            if name != "terraform":
                names.setdefault(address_of(sources.get(name, name)), name)
        for file in record.files.values():
            for required in file.required_providers:
                address = address_of(required.source or required.name)
                constraints.setdefault(address, []).append(required.version)
        for usage in record.usages:
            address = address_of(sources.get(usage.local_name, usage.local_name))
            usages.setdefault(address, []).append(usage)
    found = [builtin(documents), standin_provider()]
    for address, name in names.items():
        served = from_pack(address, constraints.get(address, ()), locked.get(address, ""))
        if served is None:
            schema = permissive_schema(name, usages.get(address, ()), documents)
            served = Served(address, _digest(schema), schema=schema)
        found.append(served)
    return tuple(found)


def newest() -> tuple[Served, ...]:
    """Every provider that ships with us, at its newest version."""
    sources = dict.fromkeys(provider.source for provider in shipped())
    found = (from_pack(f"{HOST}/{source}") for source in sources)
    return tuple(served for served in found if served is not None)


def from_pack(
    address: str, constraints: Iterable[str] = (), locked_version: str = ""
) -> Served | None:
    """A provider with a schema that ships with us.

    A locked version decides by its major version, then the constraints; among what fits the newest
    wins. Where nothing fits, the nearest is taken and marked as approximate.
    """
    host, source = address.split("/", 1)
    if host not in (HOST, "registry.opentofu.org"):
        return None
    at_hand = [provider for provider in shipped() if provider.source == source]
    if not at_hand:
        return None
    if locked_version:
        major = locked_version.split(".")[0]
        fitting = [found for found in at_hand if found.version.split(".")[0] == major]
        nearest = nearest_version(locked_version, [found.version for found in at_hand])
    else:
        wanted = ",".join(constraint for constraint in constraints if constraint)
        fitting = [found for found in at_hand if could_satisfy(found.version, wanted)]
        nearest = nearest_version(wanted, [found.version for found in at_hand])
    provider = (
        fitting[-1] if fitting else next(found for found in at_hand if found.version == nearest)
    )
    return Served(
        address,
        str(provider),
        pack=FOLDER / file_name(provider),
        version=provider.version,
        approximate=not fitting,
    )


def standin_provider() -> Served:
    """The provider of `STAND_IN`: one function, whose result nobody knows."""
    schema: ProviderJson = {
        "functions": {"unknown": {"return_type": "dynamic", "parameters": []}},
    }
    return Served(STAND_IN, "1", schema=schema)


def builtin(documents: Sequence[Document]) -> Served:
    """Terraform's own provider, whose remote states have the outputs that the module reads."""
    outputs: dict[str, Any] = {}
    pattern = re.compile(
        rb"\bdata\.terraform_remote_state\.[\w-]+(?:\[[^\]\n]*\])?\.outputs\.([\w-]+)(\[)?"
    )
    for document in documents:
        for found in pattern.finditer(document.text):
            name = found[1].decode()
            plural = found[2] is not None or name.endswith(("_ids", "_arns", "_names", "subnets"))
            value = f"standin-{name}"
            outputs[name] = [f"{value}-{index}" for index in range(3)] if plural else value
    answers = (("terraform_remote_state", {"outputs": outputs}),)
    return Served(BUILTIN, _digest(outputs), schema=_BUILTIN_SCHEMA, answers=answers)


_BUILTIN_SCHEMA: ProviderJson = {
    "provider": {"version": 0, "block": {}},
    "resource_schemas": {
        "terraform_data": {
            "version": 0,
            "block": {
                "attributes": {
                    "id": {"type": "string", "computed": True},
                    "input": {"type": "dynamic", "optional": True},
                    "output": {"type": "dynamic", "computed": True},
                    "triggers_replace": {"type": "dynamic", "optional": True},
                }
            },
        }
    },
    "data_source_schemas": {
        "terraform_remote_state": {
            "version": 0,
            "block": {
                "attributes": {
                    "backend": {"type": "string", "required": True},
                    "config": {"type": "dynamic", "optional": True},
                    "defaults": {"type": "dynamic", "optional": True},
                    "outputs": {"type": "dynamic", "computed": True},
                    "workspace": {"type": "string", "optional": True},
                }
            },
        }
    },
    "functions": {
        "decode_tfvars": {
            "return_type": "dynamic",
            "parameters": [{"name": "src", "type": "string"}],
        },
        "encode_expr": {
            "return_type": "string",
            "parameters": [{"name": "value", "type": "dynamic"}],
        },
        "encode_tfvars": {
            "return_type": "string",
            "parameters": [{"name": "value", "type": "dynamic"}],
        },
    },
}


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]
