"""The real model in its real processes."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from pathlib import Path

import pytest

from terraformer_ls.cancellation import Cancellation, Cancelled
from terraformer_ls.model.embedded import EmbeddedModel
from terraformer_ls.model.protocol import Message, ModelUnavailable, Role, Sampling
from terraformer_ls.model.weights import Tuning, ensure_weights

PREFIX = 'resource "aws_s3_bucket" "logs" {\n  bucket = "my-logs"\n'
STORY = (Message(Role.USER, "Tell a long story about the sea."),)
ENDLESS = Sampling(max_tokens=3000, temperature=1.0, deadline=120, stop=("\x00",))


def at_most(tokens: int) -> Sampling:
    """As long as it takes, also on a busy machine."""
    return Sampling(max_tokens=tokens, deadline=120)


def infill(model: EmbeddedModel, sampling: Sampling, prefix: str = PREFIX) -> list[str]:
    return [answer.text for answer in model.infill(prefix, "}\n", sampling, Cancellation())]


def test_the_likeliest_text_is_the_same_in_every_process(weights: Path) -> None:
    texts: list[list[str]] = []
    for _ in range(2):
        model = EmbeddedModel(weights, threads=2)
        texts.append(infill(model, at_most(24), 'variable "region" {\n  type'))
        model.close()
    assert texts[0] == texts[1]
    assert texts[0][0].strip()


def test_an_answer_ends_before_a_stop_string(embedded: EmbeddedModel) -> None:
    sampling = Sampling(max_tokens=200, stop=("\n",), deadline=120)
    [answer] = embedded.infill('variable "region" {\n  type', "", sampling, Cancellation())
    assert answer.text
    assert "\n" not in answer.text
    assert answer.finished


def test_an_answer_ends_at_its_longest(embedded: EmbeddedModel) -> None:
    begun = 'resource "aws_s3_bucket" "logs" {\n'
    [answer] = embedded.infill(begun, "", at_most(5), Cancellation())
    assert (answer.tokens, answer.finished) == (5, False)


def test_several_candidates_differ_and_can_be_repeated(embedded: EmbeddedModel) -> None:
    sampling = Sampling(max_tokens=12, temperature=1.0, candidates=3, seed=5, deadline=120)
    infill(embedded, sampling)  # text that was read before is rounded otherwise
    first = infill(embedded, sampling)
    assert len(first) == 3
    assert len(set(first)) > 1
    assert infill(embedded, sampling) == first


def test_without_temperature_one_candidate_is_all_there_is(embedded: EmbeddedModel) -> None:
    assert len(infill(embedded, Sampling(max_tokens=4, candidates=3))) == 1


def test_a_chat_is_heard_as_it_is_written(embedded: EmbeddedModel) -> None:
    heard: list[str] = []
    sampling = Sampling(max_tokens=20, temperature=0.8, candidates=2, deadline=120)
    first, second = embedded.chat(STORY, sampling, Cancellation(), heard.append)
    assert len(heard) > 1
    assert "".join(heard) == first.text
    assert second.text != first.text


def test_at_the_deadline_what_is_there_is_returned() -> None:
    talkative = EmbeddedModel(tuning=Tuning(None), threads=2)
    ensure_weights(lambda _says, _share: None, tuning=Tuning(None))
    talkative.chat(STORY, at_most(1), Cancellation())  # loaded
    sampling = Sampling(max_tokens=3500, deadline=5.0, stop=("\x00",))
    [answer] = talkative.chat(STORY, sampling, Cancellation())
    talkative.close()
    assert answer.text
    assert not answer.finished


def test_cancelling_stops_the_decoding_and_keeps_the_process(embedded: EmbeddedModel) -> None:
    cancellation = Cancellation()
    with pytest.raises(Cancelled):
        embedded.chat(STORY, ENDLESS, cancellation, lambda _: cancellation.cancel())
    before = embedded.process_ids
    assert embedded.chat(STORY, at_most(3), Cancellation())[0].tokens == 3
    assert embedded.process_ids == before


def test_cancelling_while_a_long_prompt_is_read_keeps_the_process(embedded: EmbeddedModel) -> None:
    infill(embedded, at_most(1))
    before = embedded.process_ids
    cancellation = Cancellation()
    timer = threading.Timer(0.5, cancellation.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        embedded.infill(PREFIX * 60, "", ENDLESS, cancellation)
    assert infill(embedded, at_most(3))
    assert embedded.process_ids == before


def test_what_is_cancelled_before_it_starts_starts_nothing(embedded: EmbeddedModel) -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        embedded.chat(STORY, ENDLESS, cancellation)
    assert embedded.process_ids == ()


def test_after_its_process_was_killed_the_model_answers(embedded: EmbeddedModel) -> None:
    before = infill(embedded, at_most(8))
    [killed] = embedded.process_ids
    os.kill(killed, signal.SIGKILL)
    assert infill(embedded, at_most(8)) == before
    assert killed not in embedded.process_ids


def test_a_request_whose_process_dies_before_it_wrote_is_answered(embedded: EmbeddedModel) -> None:
    infill(embedded, at_most(1))
    [killed] = embedded.process_ids
    timer = threading.Timer(0.1, os.kill, (killed, signal.SIGKILL))
    timer.start()
    assert infill(embedded, at_most(60), PREFIX * 10)
    timer.join()
    assert killed not in embedded.process_ids


def test_text_that_was_heard_is_not_written_twice(embedded: EmbeddedModel) -> None:
    heard: list[str] = []

    def kill(text: str) -> None:
        heard.append(text)
        for process in embedded.process_ids:
            os.kill(process, signal.SIGKILL)

    with pytest.raises(ModelUnavailable, match="can't answer"):
        embedded.chat(STORY, ENDLESS, Cancellation(), kill)
    assert heard
    assert embedded.chat(STORY, at_most(3), Cancellation())


def test_gaps_and_chats_do_not_wait_for_each_other(embedded: EmbeddedModel) -> None:
    filled: list[list[str]] = []
    cancellation = Cancellation()

    def fill_then_cancel(_: str) -> None:
        if not filled:
            filled.append(infill(embedded, Sampling(max_tokens=3, deadline=120)))
            cancellation.cancel()

    with pytest.raises(Cancelled):
        embedded.chat(STORY, ENDLESS, cancellation, fill_then_cancel)
    assert filled[0]


@pytest.mark.parametrize("text", [PREFIX, "€😀\u202e"], ids=["HCL", "dense"])
def test_a_prefix_longer_than_the_context_is_cut_at_its_start(weights: Path, text: str) -> None:
    model = EmbeddedModel(weights, threads=2, context=512)
    assert infill(model, at_most(2), text * (12_000 // len(text)))
    model.close()


def test_a_conversation_too_long_for_it_is_refused_in_a_sentence(embedded: EmbeddedModel) -> None:
    long = (Message(Role.USER, "word " * 6000),)
    with pytest.raises(ModelUnavailable, match="4096 tokens"):
        embedded.chat(long, Sampling(), Cancellation())


def test_files_of_the_users_folder_are_not_imported(
    embedded: EmbeddedModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "secrets", "terraformer_ls"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    assert infill(embedded, at_most(2))


@pytest.mark.parametrize("damage", ["cut", "not a model", "empty"])
def test_a_broken_file_is_said_to_be_broken(damage: str, weights: Path, tmp_path: Path) -> None:
    broken = tmp_path / "model.gguf"
    if damage == "cut":
        shutil.copy(weights, broken)
        os.truncate(broken, weights.stat().st_size // 2)
    else:
        broken.write_bytes(b"not a model" if damage == "not a model" else b"")
    model = EmbeddedModel(broken)
    with pytest.raises(ModelUnavailable, match="broken: run `terraformer-ls setup`"):
        model.infill(PREFIX, "", Sampling(), Cancellation())
    model.close()


def test_where_there_is_no_model_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERRAFORMER_DATA", str(tmp_path))
    model = EmbeddedModel()
    with pytest.raises(ModelUnavailable, match="not installed: run `terraformer-ls setup`"):
        model.chat(STORY, Sampling(), Cancellation())


def test_nothing_outlives_a_closed_model(weights: Path) -> None:
    model = EmbeddedModel(weights, threads=1)
    infill(model, at_most(1))
    [process] = model.process_ids
    model.close()
    assert model.process_ids == ()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    with pytest.raises(ModelUnavailable, match="shut down"):
        infill(model, at_most(1))
    assert model.process_ids == ()
