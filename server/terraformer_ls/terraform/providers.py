"""Which providers a module tree needs, and with which schema each is stood in for."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from terraformer_ls.hcl.document import Document
from terraformer_ls.schema.choose import Choice, Choices
from terraformer_ls.schema.json_shape import HOST, ProviderJson
from terraformer_ls.schema.packs import Pack, open_pack, shipped
from terraformer_ls.terraform.configuration import ModuleRecord, Usage
from terraformer_ls.terraform.permissive import permissive_schema

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
        approximate: why the schema is not of the version that the module wants, "" where it fits.
    """

    address: str
    identity: str
    pack: Path | None = None
    schema: ProviderJson | None = None
    answers: tuple[tuple[str, dict[str, Any]], ...] = ()
    version: str = ""
    approximate: str = ""

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


_NAME = "[0-9a-z]+(?:-[0-9a-z]+)*"
_ADDRESS = re.compile(rf"{_NAME}(?:\.{_NAME})*(?::[0-9]+)?/(?:{_NAME}|-)/(?!terraform-){_NAME}")
"""What Terraform takes as the address of a provider, without the letters of other alphabets."""


def address_of(source: str) -> str:
    """A source as in `required_providers`, with its host and namespace: `aws`, `hashicorp/aws`."""
    parts = source.lower().split("/")
    if len(parts) == 1:
        parts = ["hashicorp", *parts]
    return "/".join(parts if len(parts) == 3 else [HOST, *parts])


def needed(
    records: Sequence[ModuleRecord], documents: Mapping[str, Document], choices: Choices
) -> tuple[Served, ...]:
    """The providers that a module tree uses.

    Args:
        records: the tree's modules, the root first.
        documents: their texts by path.
        choices: which schema each module wants. A configuration has one version of a provider: the
            first module that uses it decides, and it hears its callers.
    """
    chosen: dict[str, Choice] = {}
    usages: dict[str, list[Usage]] = {}
    for record in records:
        sources = record.sources
        for name in sorted(record.local_names() - {"terraform"}):
            address = address_of(sources.get(name, name))
            # Terraform says what is wrong with an address, but attached to it, it would not start.
            if address not in chosen and _ADDRESS.fullmatch(address):
                chosen[address] = choices.provider(record.folder, name)
        for usage in record.usages:
            address = address_of(sources.get(usage.local_name, usage.local_name))
            usages.setdefault(address, []).append(usage)
    secrets = _secrets(documents.values())
    found = [builtin(documents.values()), standin_provider()]
    for address, choice in chosen.items():
        if isinstance(choice.schema, Pack):
            served = _from_pack(address, choice.schema, choice.approximate)
            found.append(dataclasses.replace(served, answers=secrets))
        else:
            schema = permissive_schema(choice.local_name, usages.get(address, ()), documents)
            found.append(Served(address, _digest(schema), schema=schema))
    return tuple(found)


def types_by_address(records: Iterable[ModuleRecord]) -> dict[str, set[str]]:
    """The types that modules use, by the address of their provider."""
    found: dict[str, set[str]] = {}
    for record in records:
        sources = record.sources
        for usage in record.usages:
            address = address_of(sources.get(usage.local_name, usage.local_name))
            found.setdefault(address, set()).add(usage.type)
    return found


def for_opentofu(reattach: dict[str, object]) -> dict[str, object]:
    """The same for OpenTofu, which looks for providers in a registry of its own."""
    return {
        address.replace("registry.terraform.io/", "registry.opentofu.org/"): where
        for address, where in reattach.items()
    }


def newest() -> tuple[Served, ...]:
    """Every provider that ships with us, at its newest version."""
    sources = dict.fromkeys(provider.source for provider in shipped())
    packs = ((source, open_pack(source)) for source in sources)
    return tuple(
        _from_pack(f"{HOST}/{source}", pack, "") for source, pack in packs if pack is not None
    )


def _from_pack(address: str, pack: Pack, approximate: str) -> Served:
    return Served(
        address,
        str(pack.provider),
        pack=pack.file,
        version=pack.provider.version,
        approximate=approximate,
    )


def standin_provider() -> Served:
    """The provider of `STAND_IN`: one function, whose result nobody knows."""
    schema: ProviderJson = {
        "functions": {"unknown": {"return_type": "dynamic", "parameters": []}},
    }
    return Served(STAND_IN, "1", schema=schema)


# Data sources that give a secret as text, which modules like to keep JSON in.
_SECRETS = {
    "aws_secretsmanager_secret_version": "secret_string",
    "aws_ssm_parameter": "value",
    "azurerm_key_vault_secret": "value",
    "google_secret_manager_secret_version": "secret_data",
}


def _secrets(documents: Iterable[Document]) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Secrets as JSON with the keys that the module takes from them, by data source."""
    texts = [document.text.decode("utf-8", errors="replace") for document in documents]
    whole = "\n".join(text for text in texts if "jsondecode" in text)
    found: list[tuple[str, dict[str, Any]]] = []
    for type_, attribute in _SECRETS.items() if whole else ():
        decoded = rf"jsondecode\(\s*(?:nonsensitive\(\s*)?data\.{type_}\.[^()]*?\.{attribute}\s*\)+"
        key = r'(?:\.(\w+)|\["([^"]+)"\])'
        keys = {one or two for one, two in re.findall(decoded + key, whole)}
        for name in re.findall(rf"(?m)^\s*(\w+)\s*=\s*{decoded}\s*$", whole):
            keys |= {one or two for one, two in re.findall(rf"\blocal\.{name}{key}", whole)}
        if keys:
            secret = {name: f"standin-{name}" for name in sorted(keys)}
            found.append((type_, {attribute: json.dumps(secret)}))
    return tuple(found)


def builtin(documents: Iterable[Document]) -> Served:
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
