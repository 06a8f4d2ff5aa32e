"""Local models write configurations, changes and repairs under the schema's constraint."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from module_files import snapshot_of

from obedient_model import ObedientModel
from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.propose.extent import Extent
from terraformer_ls.propose.fix import AskModel, propose_fixes
from terraformer_ls.propose.generate import generate
from terraformer_ls.propose.mutate import Mutated, NotMutated, mutate
from terraformer_ls.settings import Settings

QUEUE = 'resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}\n'
TOPIC = 'resource "aws_sns_topic" "news" {\n  name = "news"\n}\n'
SLOW = QUEUE.replace("}", "  delay_seconds = 60\n}")
INVENTED = QUEUE.replace("}", "  sleep_seconds = 60\n}")


@pytest.fixture
def asking() -> Iterator[tuple[Engine, ObedientModel]]:
    engine = Engine(Settings(model="off", stages=("syntax", "schema")))
    model = ObedientModel()
    engine.model = model
    yield engine, model
    engine.close()


def fenced(text: str) -> str:
    return f"```hcl\n{text}```"


def test_what_is_generated_may_end_when_all_types_that_are_named_are_there(
    asking: tuple[Engine, ObedientModel],
) -> None:
    engine, model = asking
    words = "an aws_sqs_queue and an aws_sns_topic, frobnicated by quarkles"
    model.wants = fenced(f"{QUEUE}\n{TOPIC}")
    made = generate(engine, words)
    assert made is not None
    assert (made.origin, made.text) == ("obedient", f"{QUEUE}\n{TOPIC}")
    model.wants = fenced(QUEUE)
    made = generate(engine, words)
    assert made is None or made.origin != "obedient"
    assert "```hcl" in model.said[-1].text
    assert "```" not in model.said[-1].text.removeprefix("```hcl")


def test_what_is_generated_has_no_invented_argument(asking: tuple[Engine, ObedientModel]) -> None:
    engine, model = asking
    model.wants = fenced(INVENTED)
    generate(engine, "a queue for jobs")
    assert model.said
    assert "sleep_seconds" not in model.said[-1].text


@pytest.mark.parametrize(
    ("wants", "words", "said"),
    [
        (SLOW, "let the jobs sleep for a minute", SLOW),
        (INVENTED, "let the jobs sleep for a minute", QUEUE.removesuffix("}\n").rstrip()),
        ("# remove aws_sns_topic.news\n", "drop whatever publishes news", None),
    ],
)
def test_a_change_writes_blocks_that_are_there_again(
    asking: tuple[Engine, ObedientModel], wants: str, words: str, said: str | None
) -> None:
    engine, model = asking
    model.wants = fenced(wants)
    done = mutate(engine, snapshot_of(main=f"{QUEUE}\n{TOPIC}"), Extent(folder="."), words)
    if wants == INVENTED:
        assert isinstance(done, NotMutated)
        assert model.said[0].text == f"```hcl\n{said}"
    else:
        assert isinstance(done, Mutated), done
        assert done.proposal.evidence.made_by == "obedient"


@pytest.mark.parametrize("answer", [SLOW, TOPIC])
def test_a_repair_begins_with_the_block_that_is_repaired(
    asking: tuple[Engine, ObedientModel], answer: str
) -> None:
    engine, model = asking
    snapshot = snapshot_of(main=f"{INVENTED}\n{TOPIC}")
    report = engine.verify(snapshot, cancellation=Cancellation())
    [finding] = [found for found in report.findings if "sleep_seconds" in found.message]
    model.wants = fenced(answer)
    proposals = propose_fixes(
        engine, snapshot, finding, report=report, ask_model=AskModel.BESIDE_RECIPES
    )
    rewritten = [p for p in proposals if p.evidence.made_by == "obedient"]
    assert bool(rewritten) == (answer == SLOW)
    if answer == TOPIC:
        assert {said.text for said in model.said} == {"```hcl"}
