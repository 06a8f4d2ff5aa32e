"""A model behind an OpenAI-compatible server: vLLM, Ollama, llama.cpp, or a hosted one.

Each request runs in an event loop of its own thread, so that a cancellation or a deadline ends it
wherever it is: while connecting, waiting, pausing before another attempt, or half-way through an
answer. The only addresses reached are the configured server's.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import threading
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from terraformer_ls.cancellation import Cancellation, Cancelled
from terraformer_ls.model.constrained import kept
from terraformer_ls.model.fim import format_of
from terraformer_ls.model.openai_server import OpenAIServer, Refused, server_at
from terraformer_ls.model.prompts import extract_infill, infill_messages
from terraformer_ls.model.protocol import Answer, Message, ModelUnavailable, Sampling
from terraformer_ls.model.window import nearest_before

# Characters around the cursor that are sent: about 2,500 and 600 tokens.
_PREFIX_CHARACTERS = 8000
_SUFFIX_CHARACTERS = 2000
_STOPS_A_SERVER_TAKES = 4

_Result = TypeVar("_Result")


class RemoteModel:
    """A model behind the server at `url`.

    Args:
        url: for example `http://localhost:8080/v1`.
        model: which of the server's models; its first by default.
    """

    def __init__(self, url: str, model: str = "") -> None:
        self._url = url
        self._model = model
        self._server: OpenAIServer | None = None
        self._completes = True
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    @property
    def name(self) -> str:
        """The model and the host; never the address's user or password."""
        host = self._url.split("://", 1)[-1].split("/", 1)[0].rsplit("@", 1)[-1]
        return f"{self._model} at {host}" if self._model else f"the model at {host}"

    @property
    def reads_context(self) -> bool:
        """True: what runs on a server is large enough to make use of it."""
        return True

    def infill(
        self,
        prefix: str,
        suffix: str,
        sampling: Sampling,
        cancellation: Cancellation,
    ) -> Sequence[Answer]:
        """What may stand between `prefix` and `suffix`.

        By the marks that the model was trained with where its name tells them, else by the
        server's own `suffix`, else (a server that only chats) by asking in words.
        """
        prefix = nearest_before(prefix, _PREFIX_CHARACTERS)
        suffix = suffix[:_SUFFIX_CHARACTERS]
        answers = self._wait(self._infills(prefix, suffix, sampling), cancellation)
        constraint = sampling.constraint
        if constraint is None:
            return answers
        # A server can't be held back while it writes: what obeys is kept, to the end of a line.
        whole = ((answer, kept(constraint, answer.text)) for answer in answers)
        return tuple(
            answer if text == answer.text else replace(answer, text=text, finished=True)
            for answer, text in whole
        )

    def chat(
        self,
        messages: Sequence[Message],
        sampling: Sampling,
        cancellation: Cancellation,
        on_text: Callable[[str], None] | None = None,
    ) -> Sequence[Answer]:
        """Answers to a conversation; `on_text` is called in another thread than the caller's."""
        return self._wait(self._chats(messages, sampling, on_text), cancellation)

    def close(self) -> None:
        """Close the connections and end the thread. Whoever waits for an answer is told."""
        with self._lock:
            self._closed = True
            (loop, self._loop), (thread, self._thread) = (self._loop, None), (self._thread, None)
        if loop is None or thread is None:
            return
        with contextlib.suppress(concurrent.futures.CancelledError, TimeoutError):
            asyncio.run_coroutine_threadsafe(self._stopped(), loop).result(timeout=5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=5)

    async def _stopped(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        if self._server is not None:
            await self._server.close()

    def _wait(self, work: Coroutine[Any, Any, _Result], cancellation: Cancellation) -> _Result:
        future = self._begun(work)
        forget = cancellation.on_cancel(lambda: _stop(future))
        try:
            return future.result()
        except concurrent.futures.CancelledError:
            raise Cancelled from None
        except Refused as error:
            raise self._connected().unavailable(error) from error
        except TimeoutError:
            raise ModelUnavailable(f"{self.name} did not answer in time.") from None
        finally:
            forget()

    def _begun(self, work: Coroutine[Any, Any, _Result]) -> concurrent.futures.Future[_Result]:
        """Work that runs in the loop; what began before closing is ended by it."""
        with self._lock:
            if self._closed:
                work.close()
                raise ModelUnavailable(f"{self.name} was shut down.")
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=_run, args=(self._loop,), daemon=True, name="remote model"
                )
                self._thread.start()
            return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _infills(self, prefix: str, suffix: str, sampling: Sampling) -> Sequence[Answer]:
        if self._completes:
            fim = format_of(await self._chosen_model(sampling))
            body: dict[str, Any] = {"prompt": prefix}
            asked = sampling
            if fim is not None:
                body["prompt"] = fim.prompt(prefix, suffix)
                asked = replace(sampling, stop=(*sampling.stop, *fim.stop))
            elif suffix.strip():
                body["suffix"] = suffix
            try:
                return await self._answers("completions", body, asked)
            except Refused as error:
                if error.status not in (404, 405, 501):
                    raise
                self._completes = False  # from now on, ask in words
        said = infill_messages(prefix, suffix)
        body = {"messages": [{"role": str(m.role), "content": m.content} for m in said]}
        # The stop strings are about the gap, not about the words and fences around the answer.
        answers = await self._answers("chat/completions", body, replace(sampling, stop=()))
        return tuple(
            replace(answer, text=_before_stop(extract_infill(answer.text, prefix), sampling.stop))
            for answer in answers
        )

    async def _chats(
        self,
        messages: Sequence[Message],
        sampling: Sampling,
        on_text: Callable[[str], None] | None,
    ) -> Sequence[Answer]:
        body = {"messages": [{"role": str(m.role), "content": m.content} for m in messages]}
        return await self._answers("chat/completions", body, sampling, on_text)

    async def _answers(
        self,
        path: str,
        body: Mapping[str, Any],
        sampling: Sampling,
        on_text: Callable[[str], None] | None = None,
    ) -> Sequence[Answer]:
        """The candidates, asked for at the same time: a server that can batches them.

        Those that fail are left out, unless all do. A `Refused` is the caller's to judge.
        """
        ends = asyncio.get_running_loop().time() + sampling.deadline
        decoding = {
            "model": await self._chosen_model(sampling),
            "max_tokens": sampling.max_tokens,
            "temperature": sampling.temperature,
            "top_p": sampling.top_p,
            **({"stop": list(sampling.stop[:_STOPS_A_SERVER_TAKES])} if sampling.stop else {}),
        }
        outcomes = await asyncio.gather(
            *(
                self._answer(
                    path,
                    {**body, **decoding, "seed": sampling.seed + number},
                    sampling,
                    ends,
                    on_text if number == 0 else None,
                )
                for number in range(sampling.draws)
            ),
            return_exceptions=True,
        )
        answers = [outcome for outcome in outcomes if isinstance(outcome, Answer)]
        if not answers:
            raise next(outcome for outcome in outcomes if isinstance(outcome, BaseException))
        return tuple(answers)

    async def _answer(
        self,
        path: str,
        body: Mapping[str, Any],
        sampling: Sampling,
        ends: float,
        on_text: Callable[[str], None] | None,
    ) -> Answer:
        """One candidate: whole, up to a stop string, or what is there at the deadline."""
        server, text = self._connected(), ""

        def hear(piece: str) -> bool:
            nonlocal text
            text += piece
            if on_text is not None:
                on_text(piece)
            return any(stop in text for stop in sampling.stop)

        try:
            async with asyncio.timeout_at(ends):
                answer = await server.answer(path, body, hear)
        except TimeoutError:
            if not text:
                raise ModelUnavailable(
                    f"The model server {server.host} did not answer in time."
                ) from None
            return Answer(text, finished=False)
        return replace(answer, text=_before_stop(answer.text, sampling.stop))

    async def _chosen_model(self, sampling: Sampling) -> str:
        if not self._model:
            async with asyncio.timeout(sampling.deadline):
                self._model = await self._connected().first_model()
        return self._model

    def _connected(self) -> OpenAIServer:
        if self._server is None:
            self._server = server_at(self._url)
        return self._server


def _stop(work: concurrent.futures.Future[Any]) -> None:
    work.cancel()


def _run(loop: asyncio.AbstractEventLoop) -> None:
    loop.run_forever()
    loop.close()


def _before_stop(text: str, stops: Sequence[str]) -> str:
    return text[: min((text.find(stop) for stop in stops if stop in text), default=len(text))]
