"""Which schema applies in a module."""

from __future__ import annotations

from pathlib import Path

import pytest

from terraformer_ls.hcl.document import Document
from terraformer_ls.schema.build import build_from_dump
from terraformer_ls.schema.choose import Catalogue, Choices
from terraformer_ls.schema.packs import FOLDER
from terraformer_ls.workspace.snapshot import Snapshot


def choices(files: dict[str, str], catalogue: Catalogue | None = None) -> Choices:
    documents = {path: Document(text.encode()) for path, text in files.items()}
    return Choices(Snapshot(Path("/somewhere"), documents), catalogue or Catalogue((FOLDER,)))


def requiring(constraint: str, source: str = "hashicorp/azurerm", name: str = "azurerm") -> str:
    return (
        f'terraform {{\n  required_providers {{\n    {name} = {{\n      source  = "{source}"\n'
        f'      version = "{constraint}"\n    }}\n  }}\n}}\n'
    )


@pytest.mark.parametrize(
    ("constraint", "version", "approximate"),
    [
        (">= 3.0", "5.10.0", False),
        ("~> 4.0", "4.55.0", False),
        (">= 3.0, < 4.0", "3.116.0", False),
        ("= 4.1.0", "4.55.0", False),  # what 4.55 has 4.1 may lack, but not the other way round
        ("~> 3.40.0", "3.116.0", False),
        ("~> 2.0", "3.116.0", True),
        ("~> 5.99", "5.10.0", True),
        (">= 6.0", "5.10.0", True),
    ],
)
def test_constraints_choose_the_pack(constraint, version, approximate):
    choice = choices({"main.tf": requiring(constraint)}).provider(".", "azurerm")
    assert choice.schema.provider.version == version
    assert bool(choice.approximate) == approximate
    if approximate:
        assert "hashicorp/azurerm" in choice.approximate
        assert choice.approximate.endswith(f"so that of {version} stands in")


def test_the_lock_file_goes_first():
    lock = 'provider "registry.terraform.io/hashicorp/azurerm" {\n  version = "3.50.0"\n}\n'
    files = {"main.tf": requiring(">= 3.0"), ".terraform.lock.hcl": lock}
    assert choices(files).provider(".", "azurerm").schema.provider.version == "3.116.0"
    tofu = lock.replace("registry.terraform.io", "registry.opentofu.org")
    files[".terraform.lock.hcl"] = tofu
    assert choices(files).provider(".", "azurerm").schema.provider.version == "3.116.0"


def test_a_called_module_gets_what_its_callers_demand():
    files = {
        "main.tf": requiring("~> 3.0") + 'module "net" {\n  source = "./modules/net"\n}\n',
        "modules/net/main.tf": requiring(">= 2.0"),
        "alone/main.tf": requiring(">= 2.0"),
    }
    chosen = choices(files)
    assert chosen.provider("modules/net", "azurerm").schema.provider.version == "3.116.0"
    assert chosen.provider("alone", "azurerm").schema.provider.version == "5.10.0"


def test_local_names_and_default_sources():
    files = {"main.tf": requiring("~> 6.0", source="hashicorp/aws", name="amazon")}
    chosen = choices(files)
    assert chosen.provider(".", "amazon").schema.provider.source == "hashicorp/aws"
    assert chosen.provider(".", "random").schema.provider.source == "hashicorp/random"
    assert chosen.provider(".", "datadog").schema is None
    assert chosen.provider(".", "docker").source == "hashicorp/docker"
    assert chosen.provider(".", "terraform").schema.provider.name == "terraform"


def test_old_ways_of_writing_constraints():
    files = {"main.tf": 'terraform {\n  required_providers {\n    azurerm = "~> 3.0"\n  }\n}\n'}
    assert choices(files).provider(".", "azurerm").schema.provider.version == "3.116.0"
    files = {"main.tf": 'provider "azurerm" {\n  version = "~> 4.1"\n}\n'}
    assert choices(files).provider(".", "azurerm").schema.provider.version == "4.55.0"


def test_a_schema_of_the_users_own_provider_beats_a_pack(tmp_path):
    dump = tmp_path / "dump.json"
    dump.write_text(
        '{"format_version": "1.0", "provider_schemas": '
        '{"registry.terraform.io/hashicorp/azurerm": {"resource_schemas": {}}}}'
    )
    build_from_dump(dump, "hashicorp/azurerm", "2.99.0", tmp_path / "own")
    catalogue = Catalogue((tmp_path / "own", FOLDER))
    lock = 'provider "registry.terraform.io/hashicorp/azurerm" {\n  version = "2.99.0"\n}\n'
    choice = choices({"main.tf": "", ".terraform.lock.hcl": lock}, catalogue).provider(
        ".", "azurerm"
    )
    assert (choice.schema.provider.version, choice.approximate) == ("2.99.0", "")


@pytest.mark.parametrize("content", [b"", b"half", b"x" * 400])
def test_a_broken_pack_is_passed_over(tmp_path, content):
    (tmp_path / "hashicorp.azurerm.9.0.0.pack").write_bytes(content)
    catalogue = Catalogue((tmp_path, FOLDER))
    choice = choices({"main.tf": ""}, catalogue).provider(".", "azurerm")
    assert choice.schema.provider.version == "5.10.0"
