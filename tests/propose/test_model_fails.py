"""A model that fails in every way: recipes still work, and the user is told once."""

from __future__ import annotations

import threading

import pytest
from chat_server import STAGES, engine_asking, fenced, server
from module_files import snapshot_of

from terraformer_ls.cancellation import Cancellation, Cancelled
from terraformer_ls.engine import Engine
from terraformer_ls.propose.extent import Extent
from terraformer_ls.propose.fix import AskModel, propose_fixes
from terraformer_ls.propose.fix_all import fix_all
from terraformer_ls.propose.generate import generate
from terraformer_ls.propose.mutate import Mutated, NotMutated, mutate
from terraformer_ls.settings import Settings

VOLUME = """\
resource "aws_ebs_volume" "uploads" {
  availability_zone = "eu-west-1a"
  size              = 40
}
"""
RULE = "CKV_AWS_3"
NONSENSE = [
    "",
    "I'm sorry, I can't help with that.",
    "```python\nprint('hello')\n```",
    fenced("{{{{ ]] = ="),
    fenced('resource "aws_ebs_volume" "uploads" {'),
    "<think>" + "so many thoughts " * 50,
    '{"resource": {"aws_ebs_volume": {}}}',
    "\x00\ufffd\u202e" * 20,
]


@pytest.fixture(scope="module")
def nowhere():
    """An engine whose model's server is gone."""
    with server(lambda _: "") as (url, _):
        pass
    engine = Engine(Settings(model=url, model_name="m", stages=STAGES))
    yield engine
    engine.close()


def test_without_the_server_recipes_work_and_it_is_said_once(nowhere: Engine) -> None:
    snapshot = snapshot_of(main=VOLUME)
    report = nowhere.verify(snapshot)
    finding = next(finding for finding in report.findings if finding.rule == RULE)
    for _ in range(2):
        fixes = propose_fixes(
            nowhere, snapshot, finding, report=report, ask_model=AskModel.BESIDE_RECIPES
        )
        assert fixes
        assert not any(fix.llm for fix in fixes)
    fixed = fix_all(nowhere, snapshot, Extent(), rules=[RULE])
    assert fixed.left == ()
    assert isinstance(mutate(nowhere, snapshot, Extent(), "set the size to 80"), Mutated)
    assert isinstance(mutate(nowhere, snapshot, Extent(), "make it sing"), NotMutated)
    generated = generate(nowhere, "a private S3 bucket with versioning")
    assert generated is not None
    assert generated.evidence.made_by == "recipe"
    [notice] = nowhere.notices()
    assert "can't be reached" in notice
    assert nowhere.notices() == ()


def test_without_the_adapter_that_is_named_the_library_answers_and_it_is_said() -> None:
    engine = Engine(Settings(model="embedded:/nowhere", stages=STAGES))
    generated = generate(engine, "a private S3 bucket with versioning")
    assert generated is not None
    assert generated.evidence.made_by == "recipe"
    [notice] = engine.notices()
    assert "/nowhere holds no adapter" in notice
    engine.close()


@pytest.fixture(scope="module")
def talker():
    """An engine whose model says what a test puts into the list."""
    says: list[str] = []
    with engine_asking(lambda _: says[0]) as (engine, _):
        yield engine, says


@pytest.mark.parametrize("answer", NONSENSE)
def test_nonsense_is_never_offered(talker: tuple[Engine, list[str]], answer: str) -> None:
    engine, says = talker
    says[:] = [answer]
    snapshot = snapshot_of(main=VOLUME)
    report = engine.verify(snapshot)
    finding = next(finding for finding in report.findings if finding.rule == RULE)
    fixes = propose_fixes(
        engine, snapshot, finding, report=report, ask_model=AskModel.BESIDE_RECIPES
    )
    assert fixes
    assert not any(fix.llm for fix in fixes)
    assert isinstance(mutate(engine, snapshot, Extent(), "make it sing"), NotMutated)
    generated = generate(engine, "an SQS queue with a dead letter queue")
    assert generated is not None
    assert generated.evidence.made_by == "recipe"


def test_a_model_that_hangs_can_be_left() -> None:
    released, cancellation = threading.Event(), Cancellation()

    def hang(_: list[str]) -> str:
        cancellation.cancel()
        released.wait(60)
        return ""

    with engine_asking(hang) as (engine, asked):
        snapshot = snapshot_of(main=VOLUME)
        with pytest.raises(Cancelled):
            mutate(engine, snapshot, Extent(), "make it sing", cancellation=cancellation)
        assert len(asked.conversations) == 1
        released.set()
