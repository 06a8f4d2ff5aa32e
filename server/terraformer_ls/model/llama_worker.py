"""The child process that runs a GGUF through llama.cpp: `...llama_worker WEIGHTS THREADS CONTEXT`.

The weights are loaded by the first request and what was read stays in llama.cpp's cache, so that a
prompt which only grew costs its new tokens. Requests run one after the other; each is asked before
every batch of prompt and every token whether it was cancelled or its time is over.

It knows no Terraform and no file but its weights. llama.cpp's wheel insists on an HTTP listener:
it gets a socket nobody can reach.
"""

from __future__ import annotations

import importlib
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from terraformer_ls.child.worker import Request, serve
from terraformer_ls.model.circles import goes_round
from terraformer_ls.model.window import nearest_before

# Tokens of prompt between two looks at the clock and the cancellation: about 0.3 s on two cores.
_BATCH = 128


class Llama:
    """A loaded model; `context` is the tokens of prompt and answer together."""

    def __init__(self, weights: Path, threads: int, context: int) -> None:
        self.context = context
        xllamacpp: Any = importlib.import_module("xllamacpp")  # a binary without types
        params = xllamacpp.CommonParams()
        params.model.path = str(weights)
        params.n_ctx = context
        params.n_batch = params.n_ubatch = _BATCH
        params.n_parallel = 1
        # On processors, for a model this small: a token costs a fifth less, reading an eighth more.
        attention = xllamacpp.llama_flash_attn_type
        params.flash_attn_type = attention.LLAMA_FLASH_ATTN_TYPE_DISABLED
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
        params.cache_ram_mib = 0  # one conversation at a time: its cache is in the context
        params.fit_params = False
        params.warmup = False
        params.offline = True
        params.ui = False
        params.endpoint_slots = False
        params.verbosity = 0
        params.api_keys = [secrets.token_urlsafe(32)]
        if sys.platform == "win32":
            self._server: Any = xllamacpp.Server(params)
            return
        with tempfile.TemporaryDirectory(prefix="terraformer-") as private:
            params.hostnames = [str(Path(private) / "unreachable.sock")]
            self._server = xllamacpp.Server(params)

    def complete(self, body: dict[str, Any], on_chunk: Callable[[Any], bool]) -> dict[str, Any]:
        """Run a text completion; see `_run`."""
        return self._run(self._server.handle_completions, body, on_chunk)

    def chat(self, body: dict[str, Any], on_chunk: Callable[[Any], bool]) -> dict[str, Any]:
        """Run a chat completion; see `_run`."""
        return self._run(self._server.handle_chat_completions, body, on_chunk)

    def _run(
        self, handle: Any, body: dict[str, Any], on_chunk: Callable[[Any], bool]
    ) -> dict[str, Any]:
        """Stream; `on_chunk` returns True to stop. Returns llama.cpp's error, or nothing."""
        failed: dict[str, Any] = {}

        def hear(chunk: Any) -> bool:
            if "error" in chunk:
                failed.update(chunk["error"])
                return True
            return on_chunk(chunk)

        handle({**body, "stream": True, "return_progress": True}, hear)
        return failed


@dataclass
class _Draft:
    """One answer while it is written."""

    text: str = ""
    tokens: int = 0
    finished: bool = False


@dataclass(frozen=True)
class _Limits:
    """When to stop: the same for every answer of one request.

    `typed` is what a grammar makes the model write again; an answer in a grammar is one line, for
    which whoever wrote the grammar makes the next.
    """

    request: Request
    ends: float
    stream: bool = False
    typed: str | None = None

    def reached(self) -> bool:
        return self.request.cancelled.is_set() or time.monotonic() >= self.ends


def _answers(
    run: Callable[[dict[str, Any], Callable[[Any], bool]], dict[str, Any]],
    body: dict[str, Any],
    sampling: dict[str, Any],
    limits: _Limits,
) -> list[_Draft]:
    """As many answers as asked for, or as there is time for; the prompt is read once."""
    drafts: list[_Draft] = []
    for number in range(sampling["candidates"]):
        if limits.reached():
            break
        draft = _Draft()

        def hear(chunk: Any, draft: _Draft = draft, number: int = number) -> bool:
            choices: list[dict[str, Any]] = chunk.get("choices") or [{}]
            choice = choices[0]
            delta: dict[str, Any] = choice.get("delta") or {}
            piece: str = choice.get("text") or delta.get("content") or ""
            if piece:
                draft.text += piece
                draft.tokens += 1
                if limits.stream and number == 0:
                    limits.request.emit(piece)
                if limits.typed is not None and "\n" in draft.text[len(limits.typed) :]:
                    return True
            draft.tokens = chunk.get("usage", {}).get("completion_tokens", draft.tokens)
            if choice.get("finish_reason") is not None:
                draft.finished = choice["finish_reason"] == "stop"
                return False
            is_lost = sampling["temperature"] == 0 and goes_round(draft.text)
            return is_lost or limits.reached()

        seed = sampling["seed"] + number
        failed = run({**body, **_decoding(sampling), "seed": seed}, hear)
        if limits.typed is not None and "grammar" in failed.get("message", ""):
            return []  # whoever made it asks without
        if failed:
            raise LlamaError(failed)
        drafts.append(draft)
    return drafts


class LlamaError(Exception):
    """llama.cpp refused a request."""

    def __init__(self, details: dict[str, Any]) -> None:
        super().__init__(details.get("message", "unknown error"))
        self.prompt_tokens: int = details.get("n_prompt_tokens", 0)


def _decoding(sampling: dict[str, Any]) -> dict[str, Any]:
    return {
        "max_tokens": sampling["max_tokens"],
        "temperature": sampling["temperature"],
        "top_p": sampling["top_p"],
        "stop": sampling["stop"],
        "cache_prompt": True,
    }


def _infill(llama: Llama, params: dict[str, Any], request: Request) -> list[_Draft]:
    sampling = params["sampling"]
    typed: str | None = params.get("typed")
    limits = _Limits(request, time.monotonic() + sampling["deadline"], typed=typed)
    begun: str = params.get("begun", "")
    around = len(params["before"]) + len(params["after"]) + len(begun)
    room = llama.context - sampling["max_tokens"] - 16
    characters = max(64, room * 3 - around)
    while True:
        prefix = nearest_before(params["prefix"], characters)
        body = {"prompt": f"{params['before']}{prefix}{params['after']}{begun}"}
        if typed is not None:
            body["grammar"] = params["grammar"]
        try:
            return _answers(llama.complete, body, sampling, limits)
        except LlamaError as error:
            # Text that is denser than HCL usually is: cut in proportion and try again.
            if error.prompt_tokens <= room or characters < 64:
                raise
            characters = int(min(characters, len(prefix)) * room / error.prompt_tokens * 0.9)


def _chat(llama: Llama, params: dict[str, Any], request: Request) -> list[_Draft]:
    sampling = params["sampling"]
    typed: str | None = params.get("typed")
    ends = time.monotonic() + sampling["deadline"]
    limits = _Limits(request, ends, stream=typed is None, typed=typed)
    body: dict[str, Any] = {"messages": params["messages"]}
    if typed is not None:
        body["grammar"] = params["grammar"]
        if params["begun"]:
            # llama.cpp goes on with a last message that is the model's own.
            begun = {"role": "assistant", "content": params["begun"]}
            body["messages"] = [*body["messages"], begun]
    return _answers(llama.chat, body, sampling, limits)


def main() -> None:
    """Serve what the command line says."""
    weights, threads, context = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    loaded: list[Llama] = []

    def with_model(
        answer: Callable[[Llama, dict[str, Any], Request], list[_Draft]],
    ) -> Callable[[dict[str, Any], Request], Any]:
        def handle(params: dict[str, Any], request: Request) -> Any:
            if not loaded:
                loaded.append(Llama(weights, threads, context))
            return [vars(draft) for draft in answer(loaded[0], params, request)]

        return handle

    serve({"infill": with_model(_infill), "chat": with_model(_chat)})


if __name__ == "__main__":
    main()
