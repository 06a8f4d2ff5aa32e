from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from terraformer_ls.model.choose import model_from
from terraformer_ls.settings import Settings


@pytest.mark.parametrize(
    ("setting", "kind", "name"),
    [
        ("embedded", "EmbeddedModel", "TerraFormer-135M (embedded)"),
        ("", "EmbeddedModel", "TerraFormer-135M (embedded)"),
        ("embedded:base", "EmbeddedModel", "SmolLM2-135M (embedded)"),
        ("http://localhost:8080/v1", "RemoteModel", "m at localhost:8080"),
        ("https://me:secret@models.example.org/v1", "RemoteModel", "m at models.example.org"),
        ("Qwen/Qwen2.5-Coder-0.5B", "TransformersModel", "Qwen/Qwen2.5-Coder-0.5B"),
    ],
)
def test_the_setting_names_the_model(setting: str, kind: str, name: str) -> None:
    model = model_from(Settings(model=setting, model_name="m"))
    assert model is not None
    assert type(model).__name__ == kind
    assert model.name == name
    model.close()


def test_a_folder_is_called_by_its_name(tmp_path: Path) -> None:
    model = model_from(Settings(model=str(tmp_path)))
    assert model is not None
    assert model.name == tmp_path.name


def test_off_is_no_model() -> None:
    assert model_from(Settings(model="off")) is None


def test_the_server_process_loads_no_model_runtime() -> None:
    code = """
import pkgutil, sys, importlib
import terraformer_ls.model as package
from terraformer_ls.model.choose import model_from
from terraformer_ls.settings import Settings
for module in pkgutil.iter_modules(package.__path__):
    importlib.import_module(f"terraformer_ls.model.{module.name}")
for setting in ("embedded", "http://localhost:1/v1", "owner/name"):
    model = model_from(Settings(model=setting))
    print(model.name)
    model.close()
heavy = {"torch", "transformers", "xllamacpp", "numpy", "gguf", "tokenizers"}
print(sorted(heavy & set(sys.modules)))
"""
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert len(said) == 4
    assert said[-1] == "[]"
