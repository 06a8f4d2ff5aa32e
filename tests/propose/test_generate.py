"""Words in, a verified configuration out; without a model it comes from the library."""

from __future__ import annotations

import pytest

from terraformer_ls.engine import Engine
from terraformer_ls.propose.examples import all_examples, nearest_examples
from terraformer_ls.propose.generate import generate
from terraformer_ls.verify.findings import Severity, Stage
from terraformer_ls.verify.report import Status


@pytest.mark.parametrize(
    ("words", "resource"),
    [
        ("a private S3 bucket with versioning and encryption", "aws_s3_bucket_versioning"),
        ("PostgreSQL on RDS", "aws_db_instance"),
        ("queue with a dead letter queue", "aws_sqs_queue"),
        ("a key vault on Azure", "azurerm_key_vault"),
    ],
)
def test_what_is_asked_for_is_there_and_verified(engine: Engine, words: str, resource: str) -> None:
    progress: list[str] = []
    generated = generate(engine, words, on_progress=progress.append)
    assert generated is not None
    assert f'resource "{resource}"' in generated.text
    assert generated.evidence.made_by == "recipe"
    assert generated.origin.startswith("the library's example")
    syntax = generated.report.result(Stage.SYNTAX)
    assert syntax is not None
    assert syntax.status is Status.PASSED
    assert all(f.severity is not Severity.ERROR for f in generated.report.findings)
    assert any("verifying" in step for step in progress)


def test_words_that_mean_nothing_give_nothing(engine: Engine) -> None:
    assert generate(engine, "zzyzx qwfpgj") is None
    assert generate(engine, "") is None


def test_what_nothing_answers_to_is_said(engine: Engine) -> None:
    generated = generate(engine, "an S3 bucket with quantum teleportation")
    assert generated is not None
    assert "teleportation" in generated.unmet


def test_every_example_is_found_by_its_own_words() -> None:
    misplaced = [
        (phrase, example.name)
        for example in all_examples()
        for phrase in example.words
        if example not in nearest_examples(phrase, 5)
    ]
    assert len(misplaced) <= len(all_examples()) * 3 * 0.02, misplaced
