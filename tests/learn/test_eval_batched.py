"""The embedded model in torch: who asks beside another gets the answer that he gets alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from terraformer_ls.cancellation import Cancellation, Cancelled
from terraformer_ls.learn.benchmarks.asking import Reply, ask
from terraformer_ls.learn.benchmarks.contestants import (
    Contestant,
    UnknownContestant,
    contestant_from,
)
from terraformer_ls.learn.benchmarks.question import Question
from terraformer_ls.learn.records import Task
from terraformer_ls.learn.sft.examples import tuned_messages
from terraformer_ls.model.adapter import shipped_adapter
from terraformer_ls.model.protocol import ModelUnavailable, Sampling, Step

WORDS = ("An SQS queue called jobs", "An SNS topic named news", "A VPC with the range 10.0.0.0/16")
SHORT = Sampling(max_tokens=24)


class Broken:
    """A constraint that does not know what may follow."""

    def next_line(self, written: str) -> Step | None:
        raise RuntimeError(f"no grammar behind {written!r}")


@pytest.fixture(scope="module")
def tuned() -> Iterator[Contestant]:
    contestant = contestant_from(f"tuned=torch:{shipped_adapter()}")
    yield contestant
    contestant.close()


def replies(contestant: Contestant, *words: str, constrained: bool) -> list[Reply]:
    def reply(said: str) -> Reply:
        question = Question(said, Task.GENERATE, said, "", "", "all")
        return ask(contestant, question, SHORT, Cancellation(), constrained=constrained)

    with ThreadPoolExecutor(len(words)) as pool:
        return list(pool.map(reply, words))


@pytest.mark.parametrize("constrained", [False, True])
def test_together_they_get_what_each_gets_alone(tuned: Contestant, constrained: bool) -> None:
    together = replies(tuned, *WORDS, constrained=constrained)
    alone = [replies(tuned, said, constrained=constrained)[0] for said in WORDS]
    assert [reply.said for reply in together] == [reply.said for reply in alone]
    assert [reply.tokens for reply in together] == [reply.tokens for reply in alone]
    assert len({reply.said for reply in together}) == len(WORDS)
    assert all(reply.said.startswith('resource "') for reply in together)


def test_an_answer_that_goes_on_is_not_finished(tuned: Contestant) -> None:
    words = "Ten SQS queues called a, b, c, d, e, f, g, h, i and j"
    (reply,) = replies(tuned, words, constrained=False)
    assert reply.tokens == SHORT.max_tokens
    assert not reply.finished


def test_who_does_not_want_an_answer_any_more_does_not_wait(tuned: Contestant) -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    question = Question("q", Task.GENERATE, WORDS[0], "", "", "all")
    with pytest.raises(Cancelled):
        ask(tuned, question, SHORT, cancellation)


def test_what_goes_wrong_is_said_to_who_asked(tuned: Contestant) -> None:
    assert tuned.model is not None
    with pytest.raises(ModelUnavailable, match=r"embedded:… fills gaps"):
        tuned.model.infill("a", "b", SHORT, Cancellation())
    with pytest.raises(ModelUnavailable, match="torch gave up: no grammar"):
        tuned.model.chat(
            tuned_messages(Task.GENERATE, "", WORDS[0], ()),
            replace(SHORT, constraint=Broken()),
            Cancellation(),
        )
    assert replies(tuned, WORDS[0], constrained=False)[0].said


def test_nothing_is_at_work_any_more_once_it_is_closed() -> None:
    closed = contestant_from("closed=torch:base")
    assert replies(closed, WORDS[0], constrained=False)[0].said
    before = set(threading.enumerate())
    closed.close()
    (ended,) = before - set(threading.enumerate())
    assert ended.name == "batched"


def test_a_folder_without_an_adapter_is_no_contestant(tmp_path: Path) -> None:
    with pytest.raises(UnknownContestant, match="holds no adapter"):
        contestant_from(f"torch:{tmp_path}")


def test_the_base_is_asked_as_any_chat_model() -> None:
    base = contestant_from("torch:base")
    assert (base.name, base.tuned, base.can_be_held) == ("torch:base", False, True)
    base.close()
