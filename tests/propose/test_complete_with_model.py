"""Ghost text from a model whose answers the test knows: what of them is shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from module_files import snapshot_of

from model_server import ModelServer
from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.propose.complete import Manner, complete, read_ahead
from terraformer_ls.settings import Settings

QUEUE = 'resource "aws_sqs_queue" "jobs" {\n'
PATIENT = Manner(seconds=60)


@pytest.fixture
def asking(server: ModelServer) -> Iterator[Engine]:
    """An engine that asks the server."""
    settings = Settings(model=server.url, model_name="test", stages=("syntax", "schema"))
    engine = Engine(settings)
    yield engine
    engine.close()


def offered(engine: Engine, text: str, manner: Manner = PATIENT) -> list[str]:
    before, after = text.split("◊")
    found = complete(
        engine, snapshot_of(main=before + after), "main.tf", len(before.encode()), manner
    )
    assert all(completion.evidence.made_by != "recipe" for completion in found)
    return [completion.text for completion in found]


@pytest.mark.parametrize(
    ("text", "answer", "shown"),
    [
        pytest.param(
            QUEUE + "  ◊\n}\n",
            'name = "jobs"\n  invented = 1\n',
            'name = "jobs"',
            id="up to what does not exist",
        ),
        pytest.param(
            QUEUE + '  name = "jobs"◊\n}\n',
            "  delay_seconds = 5\n}\n",
            "\n  delay_seconds = 5",
            id="the next line after a finished one",
        ),
        pytest.param(
            QUEUE + "  name = ◊\n}\n", ' "jobs"\n', '"jobs"', id="the rest of a half-typed line"
        ),
        pytest.param(
            "◊",
            QUEUE + '  name = "jobs"\n}\n\nresource "a',
            QUEUE + '  name = "jobs"\n}',
            id="a whole block",
        ),
        pytest.param(
            QUEUE + "  ◊\r\n}\r\n",
            'name = "jobs"\n  delay_seconds = 5\n}',
            'name = "jobs"\r\n  delay_seconds = 5',
            id="the file's own line ends",
        ),
        pytest.param(QUEUE + "  name = local.◊\n}\n", "nothing", None, id="a reference to nothing"),
        pytest.param(
            QUEUE + "  ◊\n}\n",
            "# checkov:skip=CKV_AWS_27: because\n",
            None,
            id="a comment that silences",
        ),
    ],
)
def test_what_is_shown(
    asking: Engine, server: ModelServer, text: str, answer: str, shown: str | None
) -> None:
    server.answer = lambda _: answer
    assert offered(asking, text) == ([] if shown is None else [shown])


def test_a_line_that_could_go_on_has_no_next_one_yet(asking: Engine, server: ModelServer) -> None:
    server.answer = lambda prompt: "" if prompt.endswith("1") else "  delay_seconds = 5\n"
    text = QUEUE + "  max_message_size = 1◊\n}\n"
    assert offered(asking, text) == []
    after_acceptance = Manner(seconds=60, next_line=True)
    assert offered(asking, text, after_acceptance) == ["\n  delay_seconds = 5"]


def test_others_are_drawn_only_if_the_likeliest_is_not_enough(
    asking: Engine, server: ModelServer
) -> None:
    server.answer = lambda _: 'name = "jobs"\n'
    offered(asking, QUEUE + "  ◊\n}\n")
    assert len(server.prompts) == 1
    answers = ['name = "jobs"\n', "delay_seconds = 5\n", "fifo_queue = true\n", "invented = 1\n"]
    server.answer = lambda _: answers.pop(0)
    found = offered(asking, QUEUE + "  ◊\n}\n", Manner(candidates=3, seconds=60))
    assert found[0] == 'name = "jobs"'
    assert set(found) <= {'name = "jobs"', "delay_seconds = 5", "fifo_queue = true"}
    assert len(found) > 1


def test_a_key_adds_to_the_end_of_what_was_read(asking: Engine, server: ModelServer) -> None:
    typed = "delay_seconds"
    for length in range(len(typed)):
        offered(asking, f"{QUEUE}  {typed[:length]}◊\n}}\n")
    for before, after in zip(server.prompts, server.prompts[1:], strict=False):
        assert after.startswith(before)


def test_what_is_read_ahead_is_what_will_be_asked(asking: Engine, server: ModelServer) -> None:
    text = QUEUE + "  ◊\n}\n"
    before, after = text.split("◊")
    snapshot = snapshot_of(main=before + after)
    read_ahead(asking, snapshot, "main.tf", len(before.encode()), Cancellation())
    offered(asking, text)
    read, asked = server.prompts
    assert asked == read
    read_ahead(asking, snapshot, "main.tf", len(before + after), Cancellation())
    assert server.prompts[-1].endswith(before + after)


def test_a_server_that_fails_costs_the_completion_and_is_told_of_once(
    asking: Engine, server: ModelServer
) -> None:
    server.answer = lambda _: None
    assert offered(asking, QUEUE + "  ◊\n}\n") == []
    assert offered(asking, QUEUE + "  ◊\n}\n") == []
    assert len(asking.notices()) == 1
    assert asking.notices() == ()
