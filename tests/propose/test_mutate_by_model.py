"""Requests that only a model understands: merged block by block, and no trick gets through."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from chat_server import Asked, engine_asking, fenced
from module_files import snapshot_of

from terraformer_ls.engine import Engine
from terraformer_ls.propose.extent import Extent
from terraformer_ls.propose.mutate import Mutated, NotMutated, mutate

QUEUE = """\
# Where orders wait.
resource "aws_sqs_queue" "orders" {
  name                    = "orders" # short
  sqs_managed_sse_enabled = true
}
"""
TOPIC = """\
resource "aws_sns_topic" "news" {
  name              = "news"
  kms_master_key_id = "alias/aws/sns"
}
"""
VARIABLE = 'variable "stage" {\n  type = string\n}\n'
MAIN = f"{QUEUE}\n{TOPIC}\n{VARIABLE}"
WORDS = "let orders in the queue sleep on it for a minute before anyone sees them"
HONEST = QUEUE.replace("= true\n", "= true\n  delay_seconds           = 60\n")

TRICKS = {
    "changes another block": HONEST + "\n" + TOPIC.replace('"news"\n', '"olds"\n'),
    "removes another block": HONEST + "\n# remove aws_sns_topic.news\n",
    "removes the block": "# remove aws_sqs_queue.orders\n",
    "removes an argument": HONEST.replace("  sqs_managed_sse_enabled = true\n", ""),
    "sets count to 0": HONEST.replace("{\n", "{\n  count = 0\n", 1),
    "adds a finding": HONEST.replace("= true\n", "= false\n"),
    "skips a check": HONEST.replace("{\n", "{\n  # checkov:skip=CKV_AWS_27: no\n", 1),
    "invents an argument": HONEST.replace("delay_seconds          ", "sleep_seconds          "),
    "breaks the syntax": HONEST.replace("= 60", "= = 60"),
    "keeps all but the topic": f"{HONEST}\n# remove aws_sns_topic.news\n{VARIABLE}",
    "changes nothing": QUEUE,
    "chats": "I would add a delay.",
}


class Model:
    """An engine whose model answers what a test gives it."""

    def __init__(self, engine: Engine, asked: Asked) -> None:
        self.engine = engine
        self.asked = asked

    def does(self, *answers: str, words: str = WORDS) -> Mutated | NotMutated:
        _waiting[:] = [itertools.chain(answers, itertools.repeat(answers[-1]))]
        self.asked.conversations.clear()
        return mutate(self.engine, snapshot_of(main=MAIN), Extent(folder="."), words)


_waiting: list[Iterator[str]] = []
_fence = [True]


@pytest.fixture(scope="module")
def model() -> Iterator[Model]:
    def answer(_: list[str]) -> str:
        return fenced(next(_waiting[0])) if _fence[0] else next(_waiting[0])

    with engine_asking(answer) as (engine, asked):
        yield Model(engine, asked)


def test_an_honest_answer_changes_its_block_alone(model: Model) -> None:
    done = model.does(HONEST)
    assert isinstance(done, Mutated), done
    assert done.after.files["main.tf"].text.decode() == f"{HONEST}\n{TOPIC}\n{VARIABLE}"
    assert done.changed == ("aws_sqs_queue.orders",)
    assert done.proposal.evidence.made_by.startswith("test-model at 127.0.0.1")
    assert "schema" in done.proposal.evidence.sentence


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_is_refused(model: Model, trick: str) -> None:
    assert isinstance(model.does(TRICKS[trick]), NotMutated)
    assert len(model.asked.conversations) == 3


def test_the_reason_goes_back_to_the_model(model: Model) -> None:
    done = model.does(TRICKS["changes another block"], TRICKS["removes an argument"], HONEST)
    assert isinstance(done, Mutated)
    _, second, third = (turns[-1] for turns in model.asked.conversations)
    assert "it changes aws_sns_topic.news, which nobody asked for" in second
    assert "it adds CKV_AWS_27" in third


def test_removal_by_the_model_only_happens_when_asked_for(model: Model) -> None:
    gone = "# remove aws_sns_topic.news\n"
    assert isinstance(model.does(gone, words="tidy up what the news are about"), NotMutated)
    assert isinstance(model.does(gone, words="we no longer publish the news topic"), NotMutated)
    done = model.does(gone, words="drop whatever publishes news")
    assert isinstance(done, Mutated), done
    assert done.changed == ("aws_sns_topic.news",)


def test_a_bare_answer_is_read_to_its_last_line(model: Model) -> None:
    answer = f"{HONEST}\n# remove aws_sns_topic.news\n"
    _fence[:] = [False]
    try:
        done = model.does(answer, words="drop whatever publishes news and let the queue sleep")
    finally:
        _fence[:] = [True]
    assert isinstance(done, Mutated), done
    assert set(done.changed) == {"aws_sqs_queue.orders", "aws_sns_topic.news"}


def test_what_a_program_understands_is_not_asked(model: Model) -> None:
    done = model.does("nonsense", words="set the delay of the queue to 1 minute")
    assert isinstance(done, Mutated)
    assert done.proposal.evidence.made_by == "recipe"
    assert model.asked.conversations == []
