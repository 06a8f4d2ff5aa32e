"""The whole way at tiny scale: from a folder of .tf to a trained adapter to a table of figures."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from terraformer_ls import paths
from terraformer_ls.cli import main
from terraformer_ls.learn.base_model import base_model
from terraformer_ls.learn.manifest import FILE, leaks, read_manifest
from terraformer_ls.learn.records import Split
from terraformer_ls.model.adapter import Adapter
from terraformer_ls.model.weights import Tuning, ensure_weights
from terraformer_ls.propose.examples import all_examples


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder with what set-up left in the user's, where new weights may go."""
    base_model("embedded", lambda _says, _share: None)
    ensure_weights(lambda _says, _share: None, tuning=Tuning(None))
    users, own = paths.data_folder(), tmp_path / "data"
    (own / "models").mkdir(parents=True)
    for there in users.iterdir():
        if there.name != "models":
            (own / there.name).symlink_to(there)
    for there in (users / "models").iterdir():
        (own / "models" / there.name).symlink_to(there)
    monkeypatch.setenv("TERRAFORMER_DATA", str(own))
    yield own
    shutil.rmtree(own)


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_from_a_folder_to_an_adapter_to_a_table(data_folder: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, example in enumerate(sorted(all_examples(), key=lambda e: len(e.text))[:12]):
        (corpus / f"{number}").mkdir()
        (corpus / f"{number}" / "main.tf").write_text(example.text)
    data, fine_tuned, reinforced = (tmp_path / name for name in ("set", "sft", "grpo"))

    sizes = ("--gen", "10", "--mutate", "6", "--repair", "6")
    run("data", "build", corpus, "--out", data, *sizes)
    # Nothing for tests is in what the manifest says was learnt from.
    manifest = read_manifest(data / FILE)
    assert manifest[Split.TRAIN]["words"]
    assert leaks(manifest) == ()

    run("train", "sft", data, "--out", fine_tuned, "--tokens", "2500", "--rank", "4")
    brief = ("--steps", "1", "--prompts", "1", "--completions", "2", "--longest-answer", "24")
    adapter = fine_tuned / "final"
    run("train", "grpo", data, "--out", reinforced, "--adapter", adapter, *brief)
    run("train", "export", reinforced / "final", "--out", tmp_path / "adapter")
    assert Adapter(tmp_path / "adapter", (9, 3)).change("blk.0.attn_q.weight") is not None

    models = ("--model", "base=embedded:base", "--model", f"ours=embedded:{tmp_path / 'adapter'}")
    asked = ("--split", "all", "--limit", "2", "--max-tokens", "40", "--references")
    table = json.loads(run("eval", "tf-gen", data, *models, *asked, "--format", "json"))
    answered = {name: figures["answered"] for name, figures in table["models"].items()}
    assert answered == {"reference": 2, "base": 2, "ours": 2}
    assert table["models"]["reference"]["passed"]["correct"] == 2
