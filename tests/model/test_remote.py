"""A real OpenAI-compatible server (llama.cpp's own, on loopback) and several broken ones."""

from __future__ import annotations

import http.server
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from terraformer_ls.cancellation import Cancellation, Cancelled
from terraformer_ls.model.openai_server import key_for
from terraformer_ls.model.protocol import Message, ModelUnavailable, Role, Sampling
from terraformer_ls.model.remote import RemoteModel
from terraformer_ls.model.weights import Tuning, ensure_weights

KEY = "sk-a-secret-key"
PREFIX = 'resource "aws_s3_bucket" "logs" {\n  bucket = "my-logs"\n'
STORY = (Message(Role.USER, "Tell a long story about the sea."),)

_SERVER = """
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.model_alias = sys.argv[1], {"tiny"}
params.n_ctx, params.n_parallel, params.kv_unified = 1024, 2, True
params.n_batch = params.n_ubatch = 128
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 2
params.api_keys, params.hostnames = [sys.argv[2]], ["127.0.0.1"]
params.ui, params.verbosity = False, 0
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def llama_server() -> Iterator[str]:
    # A server's model is one that others published: ours ends its answers too soon for some tests.
    published = ensure_weights(lambda _message, _share: None, tuning=Tuning(None))
    with subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(published), KEY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "GOMP_SPINCOUNT": "1000"},
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.kill()


@pytest.fixture
def model(llama_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[RemoteModel]:
    monkeypatch.setenv("TERRAFORMER_API_KEY", KEY)
    model = RemoteModel(llama_server)
    yield model
    model.close()


def test_it_continues_text(model: RemoteModel) -> None:
    sampling = Sampling(max_tokens=12, deadline=120)
    [first] = model.infill(PREFIX, "}\n", sampling, Cancellation())
    [second] = model.infill(PREFIX, "}\n", sampling, Cancellation())
    assert first.text.strip()
    assert first.text == second.text
    assert not first.finished
    assert model.name.startswith("tiny at 127.0.0.1:")


def test_an_answer_ends_before_a_stop_string(model: RemoteModel) -> None:
    sampling = Sampling(max_tokens=200, stop=("\n",), deadline=120)
    [answer] = model.infill('variable "region" {\n  type', "", sampling, Cancellation())
    assert answer.text
    assert "\n" not in answer.text
    assert answer.finished


def test_it_heeds_more_stop_strings_than_servers_take(model: RemoteModel) -> None:
    stops = ("\x00", "\x01", "\x02", "\x03", "\n")
    sampling = Sampling(max_tokens=200, stop=stops, deadline=120)
    [answer] = model.infill('variable "region" {\n  type', "", sampling, Cancellation())
    assert answer.text
    assert "\n" not in answer.text
    assert answer.finished


def test_it_chats_several_candidates_and_is_heard(model: RemoteModel) -> None:
    heard: list[str] = []
    sampling = Sampling(max_tokens=16, temperature=0.9, candidates=2, deadline=120)
    first, second = model.chat(STORY, sampling, Cancellation(), heard.append)
    assert len(heard) > 1
    assert "".join(heard) == first.text
    assert first.text != second.text


def test_at_the_deadline_what_is_there_is_returned(model: RemoteModel) -> None:
    model.chat(STORY, Sampling(max_tokens=1, deadline=120), Cancellation())
    sampling = Sampling(max_tokens=900, deadline=2, stop=("\x00",))
    [answer] = model.chat(STORY, sampling, Cancellation())
    assert answer.text
    assert not answer.finished


def test_cancelling_ends_an_answer_half_way(model: RemoteModel) -> None:
    cancellation = Cancellation()
    sampling = Sampling(max_tokens=900, deadline=120)
    with pytest.raises(Cancelled):
        model.chat(STORY, sampling, cancellation, lambda _: cancellation.cancel())
    assert model.chat(STORY, Sampling(max_tokens=2, deadline=120), Cancellation())


def test_a_wrong_key_is_said_and_never_shown(
    llama_server: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TERRAFORMER_API_KEY", "sk-another-key")
    caplog.set_level(logging.DEBUG)
    model = RemoteModel(llama_server)
    with pytest.raises(ModelUnavailable, match="set TERRAFORMER_API_KEY") as raised:
        model.chat(STORY, Sampling(), Cancellation())
    model.close()
    assert "sk-another-key" not in str(raised.value) + caplog.text + repr(model) + model.name


def test_a_request_the_server_refuses_is_said_in_its_words(model: RemoteModel) -> None:
    long = (Message(Role.USER, "word " * 3000),)
    with pytest.raises(ModelUnavailable, match="exceeds the available context size"):
        model.chat(long, Sampling(deadline=120), Cancellation())


def test_openais_key_goes_to_openai_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERRAFORMER_API_KEY", raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-openai")
    assert key_for("https://api.openai.com/v1") == "sk-openai"
    assert key_for("https://example.org/v1") is None
    monkeypatch.setenv("OPENAI_BASE_URL", "https://example.org/v1")
    assert key_for("https://example.org/v1") == "sk-openai"
    monkeypatch.setenv("TERRAFORMER_API_KEY", "sk-own")
    assert key_for("https://elsewhere.org/v1") == "sk-own"


Handle = Callable[[http.server.BaseHTTPRequestHandler, str, bytes], None]


@contextmanager
def peer(handle: Handle) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """A server that does what `handle` says; yields its address and the bodies it was sent."""
    bodies: list[dict[str, object]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            handle(self, self.path, b"")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            bodies.append(json.loads(body))
            handle(self, self.path, body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", bodies
    finally:
        server.shutdown()
        server.server_close()


def respond(
    handler: http.server.BaseHTTPRequestHandler, status: int, body: str, kind: str = "json"
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "text/event-stream" if kind == "sse" else "text/plain")
    handler.send_header("Content-Length", str(len(body.encode())))
    handler.end_headers()
    handler.wfile.write(body.encode())


def answered(text: str) -> str:
    return json.dumps({"choices": [{"text": text, "finish_reason": "stop"}]})


def complete(url: str, sampling: Sampling | None = None, name: str = "m") -> str:
    model = RemoteModel(url, name)
    try:
        return model.infill("a", "b", sampling or Sampling(deadline=60), Cancellation())[0].text
    finally:
        model.close()


def test_nobody_at_the_port_is_said() -> None:
    with peer(lambda *_: None) as (url, _):
        pass  # closed again
    with pytest.raises(ModelUnavailable, match="can't be reached"):
        complete(url)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<html>It works!</html>", "json"),
        ("[1, 2]", "json"),
        ('{"choices": "many"}', "json"),
        ("data: {half\n\n", "sse"),
        ('data: {"choices": [3]}\n\n', "sse"),
    ],
)
def test_nonsense_is_said_to_be_nonsense(body: str, kind: str) -> None:
    with (
        peer(lambda handler, _path, _body: respond(handler, 200, body, kind)) as (url, _),
        pytest.raises(ModelUnavailable, match="does not speak the OpenAI protocol"),
    ):
        complete(url)


def test_a_server_that_fails_for_a_moment_is_asked_again() -> None:
    outcomes = iter([500, 429])

    def handle(handler: http.server.BaseHTTPRequestHandler, path: str, body: bytes) -> None:
        status = next(outcomes, 200)
        respond(handler, status, answered("fine") if status == 200 else "busy")

    with peer(handle) as (url, bodies):
        assert complete(url) == "fine"
        assert len(bodies) == 3


def test_a_server_that_keeps_failing_is_given_up() -> None:
    failed = json.dumps({"error": {"message": "out of memory"}})
    with peer(lambda handler, _path, _body: respond(handler, 503, failed)) as (url, bodies):
        with pytest.raises(ModelUnavailable, match=r"\(503\): out of memory"):
            complete(url)
        assert len(bodies) == 3


def test_an_error_in_the_middle_of_a_stream_is_said() -> None:
    stream = 'data: {"choices": [{"text": "x"}]}\n\ndata: {"error": {"message": "gone"}}\n\n'
    with (
        peer(lambda handler, _path, _body: respond(handler, 200, stream, "sse")) as (url, _),
        pytest.raises(ModelUnavailable, match="gone"),
    ):
        complete(url)


def test_a_server_that_hangs_is_left_at_the_deadline() -> None:
    released = threading.Event()
    with peer(lambda *_: released.wait() and None) as (url, _):
        with pytest.raises(ModelUnavailable, match="did not answer in time"):
            complete(url, Sampling(deadline=0.3))
        released.set()


def test_a_server_that_hangs_when_asked_for_its_models_is_left_too() -> None:
    released = threading.Event()
    with peer(lambda *_: released.wait() and None) as (url, _):
        with pytest.raises(ModelUnavailable, match="did not answer in time"):
            complete(url, Sampling(deadline=0.3), name="")
        released.set()


@pytest.mark.parametrize("url", ["http://", "https://host:port/v1"])
def test_what_is_no_url_is_said(url: str) -> None:
    with pytest.raises(ModelUnavailable, match="not a usable URL"):
        complete(url)


def test_cancelling_leaves_a_server_that_hangs() -> None:
    released, arrived = threading.Event(), threading.Event()

    def hang(*_: object) -> None:
        arrived.set()
        released.wait()

    with peer(hang) as (url, _):
        model, cancellation = RemoteModel(url, "m"), Cancellation()
        threading.Thread(target=lambda: arrived.wait() and cancellation.cancel()).start()
        with pytest.raises(Cancelled):
            model.infill("a", "", Sampling(deadline=600), cancellation)
        model.close()
        released.set()


def test_fields_a_server_does_not_take_are_left_out_from_then_on() -> None:
    def handle(handler: http.server.BaseHTTPRequestHandler, path: str, body: bytes) -> None:
        sent = json.loads(body)
        refused = next((name for name in ("suffix", "seed") if name in sent), None)
        if refused is None and "max_tokens" in sent:
            refused = "max_tokens: use max_completion_tokens instead of it"
        text = json.dumps({"error": {"message": f"unsupported: {refused}"}})
        respond(handler, 400 if refused else 200, text if refused else answered("x"))

    with peer(handle) as (url, bodies):
        model = RemoteModel(url, "m")
        for _ in range(2):
            assert model.infill("a", "b", Sampling(max_tokens=7), Cancellation())[0].text == "x"
        model.close()
        assert len(bodies) == 5
        assert bodies[-1]["max_completion_tokens"] == 7
        assert not {"suffix", "seed", "max_tokens"} & set(bodies[-1])


def test_a_closed_model_says_so(model: RemoteModel) -> None:
    threads = threading.active_count()
    model.close()
    with pytest.raises(ModelUnavailable, match="shut down"):
        model.infill("a", "b", Sampling(), Cancellation())
    assert threading.active_count() <= threads


def test_a_model_known_by_name_gets_its_own_marks() -> None:
    with peer(lambda handler, _path, _body: respond(handler, 200, answered("x"))) as (url, bodies):
        complete(url, name="Qwen/Qwen2.5-Coder-7B")
    assert bodies[0]["prompt"] == "<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>"
    assert "suffix" not in bodies[0]


def test_a_server_that_only_chats_is_asked_in_words() -> None:
    def handle(handler: http.server.BaseHTTPRequestHandler, path: str, body: bytes) -> None:
        if path == "/v1/models":
            respond(handler, 200, json.dumps({"data": [{"id": "chatty"}]}))
        elif path == "/v1/completions":
            respond(handler, 404, json.dumps({"error": {"message": "not a completion model"}}))
        else:
            said = {"role": "assistant", "content": 'Sure:\n```hcl\nbucket = "x"\ntags = {}\n```'}
            choice = {"message": said, "finish_reason": "stop"}
            respond(handler, 200, json.dumps({"choices": [choice]}))

    with peer(handle) as (url, bodies):
        model = RemoteModel(url)
        sampling = Sampling(stop=("\n",))
        [answer] = model.infill("  bucket", "\n}", sampling, Cancellation())
        model.close()
    assert answer.text == ' = "x"'
    assert bodies[-1]["model"] == "chatty"


def test_a_server_without_a_list_of_models_asks_for_a_name() -> None:
    with (
        peer(lambda handler, _path, _body: respond(handler, 200, '{"data": []}')) as (url, _),
        pytest.raises(ModelUnavailable, match="modelName"),
    ):
        complete(url, name="")
