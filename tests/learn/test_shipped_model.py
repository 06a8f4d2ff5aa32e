"""The adapter that ships: that it fits, what it weighs, and what it was not trained on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from terraformer_ls.learn.corpus.sources import LIBRARY, read_sources
from terraformer_ls.learn.corpus.tidy import tidied
from terraformer_ls.learn.manifest import FILE, Manifest, hash_of_text, leaks, met, read_manifest
from terraformer_ls.learn.records import Split
from terraformer_ls.learn.split import split_of
from terraformer_ls.model.adapter import Adapter, shipped_adapter

IAC_EVAL = Path(__file__).parents[3] / "shared" / "data" / "iac-eval-sample.csv"
LARGEST = 40_000_000


@pytest.fixture(scope="module")
def folder() -> Path:
    found = shipped_adapter()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def manifest(folder: Path) -> Manifest:
    return read_manifest(folder / FILE)


def test_fits_the_model_and_weighs_little(folder: Path) -> None:
    changed = Adapter(folder, heads=(9, 3)).change("blk.29.ffn_down.weight")
    assert changed is not None
    assert changed.shape == (576, 1536)
    assert abs(changed).max() > 0
    assert sum(file.stat().st_size for file in folder.iterdir()) <= LARGEST


def test_says_how_it_was_trained(folder: Path) -> None:
    recipe = json.loads((folder / "recipe.json").read_text("utf-8"))
    while "chosen_step" in recipe:
        assert 0 < recipe["chosen_step"] <= recipe["steps"]
        recipe = recipe["earlier"]
    while recipe:
        assert recipe["tokens"] > 0
        assert sum(recipe["records"].values()) > 0
        recipe = recipe.get("earlier")


def test_nothing_was_learnt_that_is_for_tests(manifest: Manifest) -> None:
    assert all(manifest[Split.TEST][kind] for kind in ("words", "texts"))
    assert leaks(manifest) == ()


def test_the_manifest_is_of_our_own_library_and_knows_its_split(manifest: Manifest) -> None:
    learnt, tested = (set(manifest[split]["texts"]) for split in (Split.TRAIN, Split.TEST))
    found: dict[Split, list[bool]] = {split: [] for split in Split}
    for raw in read_sources([LIBRARY]):
        split = split_of(raw.family, ())
        text = hash_of_text(tidied(raw.text))
        if split is Split.TEST:
            assert text not in learnt, raw.family
        found[split].append(text in (tested if split is Split.TEST else learnt))
    assert sum(found[Split.TRAIN]) > 0.5 * len(found[Split.TRAIN])
    assert any(found[Split.TEST])


def test_nothing_of_iac_eval_was_learnt(manifest: Manifest) -> None:
    if not IAC_EVAL.exists():
        pytest.skip(f"{IAC_EVAL.name} is not here")
    assert met(manifest, IAC_EVAL) == ()
