"""A contestant under the constraint is asked for changes so that it can answer them."""

from __future__ import annotations

import pytest

from obedient_model import ObedientModel
from terraformer_ls.cancellation import Cancellation
from terraformer_ls.learn.benchmarks.asking import ask, ask_repair
from terraformer_ls.learn.benchmarks.contestants import Contestant
from terraformer_ls.learn.benchmarks.question import Question
from terraformer_ls.learn.records import Task
from terraformer_ls.model.protocol import Sampling

BEFORE = 'resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}\n'
AFTER = BEFORE.replace("}", "  delay_seconds = 60\n}")
REMOVAL = "# remove aws_sqs_queue.jobs\n"
ASKING = Sampling(max_tokens=100)


def contestant(wants: str, *, tuned: bool) -> Contestant:
    answer = wants if tuned else f"```hcl\n{wants}```"
    return Contestant("obedient", "obedient", ObedientModel(answer), tuned)


@pytest.mark.parametrize("tuned", [True, False])
def test_a_change_may_write_a_block_again_or_take_it_out(tuned: bool) -> None:
    question = Question("q", Task.MUTATE, "Sleep a minute", BEFORE, AFTER, "all")
    reply = ask(contestant(AFTER, tuned=tuned), question, ASKING, Cancellation(), constrained=True)
    assert reply.configuration == AFTER
    new = BEFORE.replace('"jobs"', '"tasks"', 1)
    renamed = contestant(f"{REMOVAL}{new}", tuned=tuned)
    reply = ask(renamed, question, ASKING, Cancellation(), constrained=True)
    assert reply.configuration == new


@pytest.mark.parametrize("tuned", [True, False])
def test_a_repair_may_write_a_block_again(tuned: bool) -> None:
    broken = AFTER.replace("delay", "sleep")
    asked = contestant(AFTER, tuned=tuned)
    reply = ask_repair(asked, broken, ("no", "no"), ASKING, Cancellation(), constrained=True)
    assert reply.configuration == AFTER


def test_a_generation_knows_nothing_to_take_out() -> None:
    question = Question("q", Task.GENERATE, "A queue", "", AFTER, "all")
    invented = contestant(AFTER.replace("delay", "sleep"), tuned=True)
    reply = ask(invented, question, ASKING, Cancellation(), constrained=True)
    assert "sleep" not in reply.said
    assert reply.said


def test_a_generation_may_not_end_before_the_types_that_were_asked_for() -> None:
    question = Question("q", Task.GENERATE, "An SQS queue and an SNS topic", "", AFTER, "all")
    both = AFTER + '\nresource "aws_sns_topic" "news" {\n  name = "news"\n}\n'
    for said, may_end in ((both, True), (AFTER, False)):
        asked = contestant(said, tuned=True)
        reply = ask(asked, question, ASKING, Cancellation(), constrained=True)
        assert reply.said == said
        assert reply.finished is may_end
