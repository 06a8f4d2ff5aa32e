"""Real transformers with a model small enough to be made here; nothing is fetched."""

from __future__ import annotations

import importlib.util
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import tiny_model

from terraformer_ls.cancellation import Cancellation, Cancelled
from terraformer_ls.model.protocol import Message, ModelUnavailable, Role, Sampling
from terraformer_ls.model.transformers import TransformersModel

HELLO = (Message(Role.SYSTEM, "Be brief."), Message(Role.USER, "Say hello"))
PREFIX = 'resource "aws_s3_bucket" "logs" {\n'
ENDLESS = Sampling(max_tokens=1900, temperature=1.0, deadline=600, stop=("\x00",))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model.make(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def shared(folder: Path) -> Iterator[TransformersModel]:
    model = TransformersModel(str(folder))
    yield model
    model.close()


def infill(model: TransformersModel, prefix: str, suffix: str = "}\n") -> str:
    sampling = Sampling(max_tokens=10, deadline=120)
    return model.infill(prefix, suffix, sampling, Cancellation())[0].text


def test_what_was_read_before_does_not_change_an_answer(
    shared: TransformersModel, folder: Path
) -> None:
    asked = [
        (PREFIX, "}\n"),
        (PREFIX + "  bu", "}\n"),
        (PREFIX * 30, "x"),
        (PREFIX + "  bu", "}\n"),
    ]
    warm = [infill(shared, *question) for question in asked]
    fresh = TransformersModel(str(folder))
    cold = infill(fresh, *asked[-1])
    fresh.close()
    assert warm[1] == warm[3] == cold
    assert len(set(warm)) > 1


def test_suffix_and_prefix_stand_between_the_marks_its_tokenizer_knows(
    shared: TransformersModel,
) -> None:
    assert infill(shared, PREFIX, "a") != infill(shared, PREFIX, "b")


def test_a_chat_is_heard_as_it_is_written(shared: TransformersModel) -> None:
    heard: list[str] = []
    sampling = Sampling(max_tokens=12, temperature=1.0, candidates=2, seed=3, deadline=120)
    first, second = shared.chat(HELLO, sampling, Cancellation(), heard.append)
    assert "".join(heard) == first.text
    assert first.text != second.text
    repeated = shared.chat(HELLO, sampling, Cancellation())
    assert [answer.text for answer in repeated] == [first.text, second.text]


def test_an_answer_ends_before_a_stop_string(shared: TransformersModel) -> None:
    [whole] = shared.chat(HELLO, Sampling(max_tokens=12, deadline=120), Cancellation())
    stop = whole.text[4:6]
    sampling = Sampling(max_tokens=12, stop=(stop,), deadline=120)
    [cut] = shared.chat(HELLO, sampling, Cancellation())
    assert cut.text == whole.text.partition(stop)[0]
    assert cut.finished


def test_cancelling_stops_the_decoding_and_keeps_the_process(shared: TransformersModel) -> None:
    before = shared.process_id
    cancellation = Cancellation()
    with pytest.raises(Cancelled):
        shared.chat(HELLO, ENDLESS, cancellation, lambda _: cancellation.cancel())
    assert infill(shared, PREFIX) is not None
    assert shared.process_id == before


def test_at_the_deadline_what_is_there_is_returned(shared: TransformersModel) -> None:
    sampling = Sampling(max_tokens=1900, deadline=2, stop=("\x00",), temperature=1.0)
    [answer] = shared.chat(HELLO, sampling, Cancellation())
    assert answer.text
    assert answer.tokens < 1900


def test_a_prefix_longer_than_the_context_is_cut(shared: TransformersModel) -> None:
    assert infill(shared, PREFIX * 400) is not None


def test_a_conversation_too_long_for_it_is_refused_in_a_sentence(
    shared: TransformersModel,
) -> None:
    long = (Message(Role.USER, "word " * 3000),)
    with pytest.raises(ModelUnavailable, match="more than it can read"):
        shared.chat(long, Sampling(), Cancellation())


def test_after_its_process_was_killed_the_model_answers(folder: Path) -> None:
    model = TransformersModel(str(folder))
    before = infill(model, PREFIX)
    killed = model.process_id
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    assert infill(model, PREFIX) == before
    assert model.process_id != killed
    model.close()


def test_giving_up_while_it_loads_does_not_stop_the_loading(folder: Path) -> None:
    model = TransformersModel(str(folder))
    cancellation = Cancellation()

    def give_up() -> None:
        while model.process_id is None:
            time.sleep(0.01)
        cancellation.cancel()

    threading.Thread(target=give_up).start()
    with pytest.raises(Cancelled):
        model.infill(PREFIX, "", ENDLESS, cancellation)
    loading = model.process_id
    assert infill(model, PREFIX) is not None
    assert model.process_id == loading
    model.close()


def test_a_tokenizer_without_a_template_chats_in_plain_words(tmp_path: Path) -> None:
    model = TransformersModel(str(tiny_model.make(tmp_path / "plain", chat_template=False)))
    [answer] = model.chat(HELLO, Sampling(max_tokens=4, deadline=120), Cancellation())
    assert answer.tokens <= 4
    model.close()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="There is no folder"):
        infill(TransformersModel(str(tmp_path / "missing")), PREFIX)


def test_a_folder_without_a_model_is_said(tmp_path: Path) -> None:
    model = TransformersModel(str(tmp_path))
    with pytest.raises(ModelUnavailable, match="can't be loaded"):
        infill(model, PREFIX)
    model.close()


def test_without_the_packages_it_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ModelUnavailable, match=r"pip install 'terraformer-ls\[transformers\]'"):
        infill(TransformersModel(str(folder)), PREFIX)
