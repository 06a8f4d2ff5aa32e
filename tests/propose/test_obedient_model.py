"""Local models write configurations, changes and repairs under the schema's constraint."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from module_files import snapshot_of

from obedient_model import ObedientModel
from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.positions import Span
from terraformer_ls.model.protocol import Answer
from terraformer_ls.propose.examples import nearest_examples
from terraformer_ls.propose.extent import Extent
from terraformer_ls.propose.fix import AskModel, propose_fixes
from terraformer_ls.propose.generate import generate
from terraformer_ls.propose.generate_into import Place, generate_into
from terraformer_ls.propose.mutate import Mutated, NotMutated, mutate
from terraformer_ls.settings import Settings

QUEUE = 'resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}\n'
TOPIC = 'resource "aws_sns_topic" "news" {\n  name = "news"\n}\n'
# No example of the library has one.
VAULT = 'resource "aws_glacier_vault" "cold" {\n  name = "cold"\n}\n'
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


@pytest.mark.parametrize(
    "unfinished",
    [
        'resource "aws_sns_topic" "more" {\n  name = "mo',
        'resource "aws_sns_topic" "more" {\n  tags = {\n    a = "b"\n  }\n',
        'resource "aws_sns_topic" "more" {\n  name = "more"',
        'resource "aws_sns_topic" "more" {\n  display_name = <<EOT\nhalf of a heredoc\n}\n',
        '# And then\nresource "aws_sns_to',
    ],
)
def test_of_what_is_cut_off_the_whole_blocks_are_generated(
    asking: tuple[Engine, ObedientModel], unfinished: str
) -> None:
    engine, model = asking
    progress: list[str] = []
    words = "an aws_sqs_queue and an aws_glacier_vault, frobnicated by quarkles"
    model.wants = f"```hcl\n{QUEUE}\n{VAULT}\n{unfinished}"
    made = generate(engine, words, on_progress=progress.append)
    assert model.said == [Answer(model.wants, finished=False)]
    assert made is not None
    assert (made.text, made.evidence.made_by) == (f"{QUEUE}\n{VAULT}", "obedient")
    assert made.origin == "obedient, cut off after its last whole block"
    assert made.unmet == ("frobnicated", "quarkles")
    assert made.evidence.lines_changed == made.text.count("\n")
    assert f"verifying {made.origin}" in progress


@pytest.mark.parametrize(
    "wants",
    [
        f"{QUEUE}\n{TOPIC[:-2]}",
        QUEUE
        + TOPIC.replace("}", "  kms_master_key_id = aws_kms_key.news.id\n}")
        + 'resource "aws',
        "",
    ],
)
def test_what_is_cut_off_before_it_answers_is_not_generated(
    asking: tuple[Engine, ObedientModel], wants: str
) -> None:
    engine, model = asking
    model.wants = f"```hcl\n{wants}"
    made = generate(engine, "an aws_sqs_queue and an aws_sns_topic, frobnicated by quarkles")
    assert not model.said[-1].finished
    assert made is None or made.evidence.made_by == "recipe"


def example_start(words: str) -> str:
    """The first block of the library's example for a request."""
    [nearest] = {example.text for example in nearest_examples(words, 1)}
    return nearest[: nearest.index("\n}\n") + 3]


def two_queues(_: str) -> str:
    return QUEUE + QUEUE.replace("jobs", "dead_letter").replace("{", "{ # dead letter queue", 1)


@pytest.mark.parametrize("writes", [example_start, two_queues])
def test_of_equals_an_example_goes_before_what_is_cut_off(
    asking: tuple[Engine, ObedientModel], writes: Callable[[str], str]
) -> None:
    engine, model = asking
    words = "a queue with a dead letter queue"
    made = generate(engine, words)
    assert made is not None
    model.wants = f'```hcl\n{writes(words)}\nresource "aws'
    again = generate(engine, words)
    assert again is not None
    assert (again.text, again.origin) == (made.text, made.origin)


def test_what_is_cut_off_joins_a_module_by_its_whole_blocks(
    asking: tuple[Engine, ObedientModel],
) -> None:
    engine, model = asking
    model.wants = f"```hcl\n{VAULT}\nresource"
    place = Place("main.tf", Span(len(QUEUE), len(QUEUE)))
    made = generate_into(
        engine, snapshot_of(main=QUEUE), place, "an aws_glacier_vault for quarkles"
    )
    assert made is not None
    assert made.added == ("aws_glacier_vault.cold",)
    assert made.after.files["main.tf"].text.decode() == f"{QUEUE}\n{VAULT}"
    assert "cut off" in made.origin


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


def test_a_change_that_is_cut_off_is_none(asking: tuple[Engine, ObedientModel]) -> None:
    """Half of a change passes every stage, so that nothing but the cut tells."""
    engine, model = asking
    before = snapshot_of(main=f"{QUEUE}\n{TOPIC}")
    words = "let the jobs sleep for a minute and then show the news as quarkles"
    model.wants = f'```hcl\n{SLOW}\nresource "aws_sns_topic" "news" {{\n  display_name = "qu'
    done = mutate(engine, before, Extent(folder="."), words)
    assert model.said
    assert not any(said.finished for said in model.said)
    assert isinstance(done, NotMutated)
    model.wants = fenced(SLOW)
    assert isinstance(mutate(engine, before, Extent(folder="."), words), Mutated)


@pytest.mark.parametrize("unfinished", [TOPIC[:-2], SLOW[:-2]])
def test_a_repair_that_is_cut_off_counts_if_its_block_is_whole(
    asking: tuple[Engine, ObedientModel], unfinished: str
) -> None:
    engine, model = asking
    snapshot = snapshot_of(main=INVENTED)
    report = engine.verify(snapshot, cancellation=Cancellation())
    [finding] = [found for found in report.findings if "sleep_seconds" in found.message]
    whole = "" if unfinished == SLOW[:-2] else SLOW
    model.wants = f"```hcl\n{whole}{unfinished}"
    proposals = propose_fixes(
        engine, snapshot, finding, report=report, ask_model=AskModel.BESIDE_RECIPES
    )
    rewritten = [p for p in proposals if p.evidence.made_by == "obedient"]
    assert bool(rewritten) == bool(whole)
    assert not any(said.finished for said in model.said)
    for proposal in rewritten:
        repaired = snapshot.with_edits(proposal.edits).files["main.tf"].text.decode()
        assert "delay_seconds" in repaired
        assert "aws_sns_topic" not in repaired
