"""What a model is trained on: gaps, examples, the mixture of a data set."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest

from terraformer_ls.learn.base_model import base_model
from terraformer_ls.learn.records import Document, Instance, Intent, Split, Task, write
from terraformer_ls.learn.sft.examples import END_WEIGHT, MIDDLE_WEIGHT, Encoder
from terraformer_ls.learn.sft.gaps import cut
from terraformer_ls.learn.sft.mixture import Mixture
from terraformer_ls.model.fim import LAYOUTS
from terraformer_ls.propose.examples import all_examples
from terraformer_ls.propose.merge import merge

BUCKET = 'resource "aws_s3_bucket" "logs" {\n  bucket = "logs"\n}\n'
TAGGED = 'resource "aws_s3_bucket" "logs" {\n  bucket = "logs"\n  tags   = { team = "a" }\n}\n'
TOPIC = 'resource "aws_sns_topic" "alarms" {\n  name = "alarms"\n}\n'


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(base_model("embedded", lambda _says, _share: None))


@pytest.fixture
def encoder(tokenizer: Any) -> Encoder:
    return Encoder(tokenizer, LAYOUTS["joined-fim"], 640)


def document(text: str, split: Split = Split.TRAIN) -> Document:
    return Document(text, "test", ("aws_s3_bucket",), "test", words="A bucket", split=split)


def instance(task: Task, words: str, before: str, after: str, split: Split) -> Instance:
    intents = (Intent("resource", "aws_s3_bucket"),)
    described = ("test", ("aws_s3_bucket",), "aws", "single", 1, 1, {"plan": "passed"}, 0, "test")
    return Instance(task, words, before, after, intents, *described, split)


def test_a_gap_loses_nothing_of_the_text() -> None:
    random = Random(3)
    for example in all_examples()[:60]:
        for _ in range(10):
            gap = cut(example.text, random)
            assert gap.prefix + gap.middle + gap.suffix == example.text
            assert gap.middle


def test_gaps_end_where_lines_and_blocks_end() -> None:
    random = Random(5)
    gaps = [cut(example.text, random) for example in all_examples() for _ in range(4)]
    lines = sum(gap.suffix.startswith("\n") and "\n" not in gap.middle for gap in gaps)
    blocks = sum(gap.suffix.lstrip().startswith("}") and "\n" in gap.middle for gap in gaps)
    assert lines > 0.4 * len(gaps)
    assert blocks > 0.15 * len(gaps)


def test_a_gap_is_asked_as_the_editor_asks_it(encoder: Encoder, tokenizer: Any) -> None:
    layout = LAYOUTS["joined-fim"]
    assert layout is not None
    example = encoder.gap(document(BUCKET), Random(0))
    said = tokenizer.decode(example.tokens)
    assert said.startswith(layout.suffix)
    assert said.endswith("<|endoftext|>")
    middle = tokenizer.decode(
        [t for t, w in zip(example.tokens, example.weights, strict=True) if w == MIDDLE_WEIGHT]
    )
    suffix, _, rest = said.removeprefix(layout.suffix).partition(layout.prefix)
    assert BUCKET.startswith(rest.removesuffix("<|endoftext|>").removesuffix(middle))
    assert suffix in BUCKET
    assert example.weights[-1] == END_WEIGHT


def test_what_a_user_says_is_not_learnt(encoder: Encoder, tokenizer: Any) -> None:
    asked = instance(Task.MUTATE, "Tag it with team a", BUCKET + "\n" + TOPIC, "", Split.TRAIN)
    asked = instance(asked.task, asked.words, asked.before, TAGGED + "\n" + TOPIC, asked.split)
    example = encoder.instance(asked)
    assert example is not None
    learnt = tokenizer.decode(
        [t for t, w in zip(example.tokens, example.weights, strict=True) if w > 0]
    )
    assert "Tag it" not in learnt
    assert "aws_sns_topic" not in learnt  # untouched blocks are not repeated
    assert merge(asked.before, learnt.removesuffix("<|im_end|>")) == asked.after


def test_what_is_too_long_is_left_out_and_plain_text_is_cut(tokenizer: Any) -> None:
    short = Encoder(tokenizer, LAYOUTS["joined-fim"], 32)
    assert short.described(document(BUCKET * 5)) is None
    assert len(short.plain(document(BUCKET * 5), Random(0)).tokens) <= 32


@pytest.fixture
def data(tmp_path: Path) -> Path:
    documents = [document(BUCKET), document(TOPIC, Split.TEST)]
    write(tmp_path / "documents.jsonl.gz", documents)
    made = [
        instance(Task.GENERATE, f"A bucket, number {n}", "", TAGGED, split)
        for n, split in enumerate((Split.TRAIN, Split.TRAIN, Split.VALIDATION, Split.TEST))
    ]
    write(tmp_path / "tf_gen.jsonl.gz", made)
    return tmp_path


def test_the_mixture_holds_one_split_alone(data: Path, encoder: Encoder, tokenizer: Any) -> None:
    mixture = Mixture(data, Split.TRAIN, encoder)
    assert mixture.counts == {"gap": 1, "plain": 1, "described": 1, "generate": 2}
    batches = list(islice(mixture.batches(0, 512), 60))
    text = tokenizer.decode([t for batch in batches for e in batch for t in e.tokens])
    assert "number 0" in text
    assert "number 1" in text
    assert "number 2" not in text
    assert "number 3" not in text
    assert "aws_sns_topic" not in text


def test_batches_keep_to_their_size_and_come_again_alike(data: Path, encoder: Encoder) -> None:
    mixture = Mixture(data, Split.TRAIN, encoder)
    batches = list(islice(mixture.batches(1, 512), 40))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(len(e.tokens) for e in batch) <= 512
    assert batches == list(islice(mixture.batches(1, 512), 40))
    assert batches != list(islice(mixture.batches(2, 512), 40))


def test_the_ratio_decides_which_kinds_there_are(data: Path, encoder: Encoder) -> None:
    ratio = {"gap": 0.0, "plain": 1.0, "generate": 3.0}
    mixture = Mixture(data, Split.TRAIN, encoder, ratio)
    kinds = Counter(e.kind for batch in islice(mixture.batches(0, 512), 60) for e in batch)
    assert set(kinds) == {"plain", "generate"}
    assert kinds["generate"] > 2 * kinds["plain"]


def test_a_generation_is_told_what_the_likely_types_take(encoder: Encoder, tokenizer: Any) -> None:
    asked = instance(Task.GENERATE, "An SQS queue", "", TAGGED, Split.TRAIN)
    example = encoder.instance(asked)
    assert example is not None
    said = tokenizer.decode(example.tokens)
    assert re.search(r"aws_sqs_queue: .*\bname\b.*\n\nAn SQS queue", said, re.DOTALL)


def test_a_folder_without_records_is_named(tmp_path: Path, encoder: Encoder) -> None:
    with pytest.raises(FileNotFoundError, match="holds no records for train"):
        Mixture(tmp_path, Split.TRAIN, encoder)


def test_records_are_read_up_to_where_their_writer_got(data: Path) -> None:
    from terraformer_ls.learn.records import read_instances

    path = data / "tf_gen.jsonl.gz"
    path.write_bytes(path.read_bytes()[:-12])
    read = list(read_instances(path))
    assert 0 < len(read) <= 4
    assert read[0].intents == (Intent("resource", "aws_s3_bucket"),)
