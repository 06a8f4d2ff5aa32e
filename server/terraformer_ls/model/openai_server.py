"""The OpenAI protocol as its many servers speak it: streamed answers, refusals, retries.

Servers differ in which optional fields they take; one that is refused is left out from then on.
What is not known here: prompts, gaps and candidates (`remote.py`).
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import os
import random
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import httpx

from terraformer_ls.model.protocol import Answer, ModelUnavailable

_ATTEMPTS = 3
_FIRST_PAUSE = 0.4  # seconds; doubles with each attempt
_CONNECT = 5.0  # seconds
_MAX_ANSWER = 4_000_000  # characters; beyond that a peer is broken, not talkative
_OPTIONAL_FIELDS = ("suffix", "seed", "top_p", "temperature", "stop")


class Refused(Exception):
    """The server understood and said no."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class _Nonsense(Exception):
    """What came is not the OpenAI protocol."""


class OpenAIServer:
    """One server. Everything here runs in one event loop.

    Args:
        url: with or without the `/v1`.
        key: sent as a bearer token; never part of a message or a log.
    """

    def __init__(self, url: str, key: str | None) -> None:
        address = httpx.URL(url.rstrip("/"))
        if address.path in ("", "/"):
            address = address.copy_with(path="/v1")
        self.host = address.host
        self._client = httpx.AsyncClient(
            base_url=address,
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx.Timeout(None, connect=_CONNECT),  # deadlines are the caller's
            trust_env=not _is_this_machine(address.host),  # no proxy between us and ourselves
        )
        self._left_out: set[str] = set()
        self._max_tokens = "max_tokens"

    async def first_model(self) -> str:
        """The first model that the server lists.

        Raises:
            ModelUnavailable: it can't be reached or lists none.
        """
        try:
            response = await self._sent("GET", "models", None)
            try:
                models = json.loads(await _limited_text(response))["data"]
                return str(models[0]["id"])
            finally:
                await response.aclose()
        except Refused as error:
            raise self.unavailable(error) from error
        except httpx.TransportError as error:
            raise ModelUnavailable(
                f"The model server {self.host} broke off ({type(error).__name__})."
            ) from error
        except (_Nonsense, ValueError, LookupError, TypeError) as error:
            raise ModelUnavailable(
                f"The model server {self.host} does not say which models it has: "
                "set `terraformer.modelName`."
            ) from error

    async def answer(
        self, path: str, body: Mapping[str, Any], hear: Callable[[str], bool]
    ) -> Answer:
        """One streamed answer.

        Args:
            path: "completions" or "chat/completions".
            body: the request, with `max_tokens`.
            hear: called with each piece of text; returns True when enough was heard.

        Raises:
            Refused: the server understood and said no.
            ModelUnavailable: it can't be reached, or talks nonsense.
        """
        response = await self._accepted(path, {**body, "stream": True})
        text, finished, tokens = "", False, 0
        try:
            async for event in _events(response):
                piece, end = _spoken(event)
                if piece:
                    text += piece
                    tokens += 1
                    if hear(piece):
                        return Answer(text, True, tokens)
                finished = finished or end == "stop"
        except _Nonsense as error:
            raise ModelUnavailable(
                f"The model server {self.host} does not speak the OpenAI protocol."
            ) from error
        except httpx.TransportError as error:
            raise ModelUnavailable(
                f"The model server {self.host} broke off ({type(error).__name__})."
            ) from error
        finally:
            await response.aclose()
        return Answer(text, finished, tokens)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    def unavailable(self, error: Refused) -> ModelUnavailable:
        """The sentence for a user about a refusal."""
        if error.status in (401, 403):
            return ModelUnavailable(
                f"The model server {self.host} refused the key: set TERRAFORMER_API_KEY in the "
                "environment TerraFormer runs in."
            )
        return ModelUnavailable(
            f"The model server {self.host} refused the request ({error.status}): {error}"
        )

    async def _accepted(self, path: str, body: dict[str, Any]) -> httpx.Response:
        """The response to the body as this server wants it, found out by its refusals."""
        while True:
            fitted = {key: value for key, value in body.items() if key not in self._left_out}
            fitted[self._max_tokens] = fitted.pop("max_tokens")
            try:
                return await self._sent("POST", path, fitted)
            except Refused as error:
                if error.status not in (400, 422) or not self._learn(str(error), fitted):
                    raise

    def _learn(self, message: str, body: Mapping[str, Any]) -> bool:
        """Remember what the server said it does not take; False where it said nothing new."""
        if self._max_tokens in body and "max_completion_tokens" in message:
            if self._max_tokens == "max_completion_tokens":
                return False
            self._max_tokens = "max_completion_tokens"
            return True
        refused = next(
            (name for name in _OPTIONAL_FIELDS if name in body and name in message), None
        )
        if refused is None:
            return False
        self._left_out.add(refused)
        return True

    async def _sent(self, method: str, path: str, body: Mapping[str, Any] | None) -> httpx.Response:
        """The response, open for reading, once it is a success.

        Tried again where a second time may help: no connection, too many requests, server errors.
        """
        pause = _FIRST_PAUSE
        for attempt in range(1, _ATTEMPTS + 1):
            last = attempt == _ATTEMPTS
            try:
                request = self._client.build_request(method, path, json=body)
                response = await self._client.send(request, stream=True)
            except httpx.UnsupportedProtocol as error:
                raise ModelUnavailable(
                    f"`terraformer.model` is not a usable URL: {error}"
                ) from error
            except httpx.TransportError as error:
                if last:
                    raise ModelUnavailable(
                        f"The model server {self.host} can't be reached "
                        f"({type(error).__name__}): is it running, and is the URL right?"
                    ) from error
                wait = pause
            else:
                if response.is_success:
                    return response
                try:
                    refused = Refused(response.status_code, await _refusal(response))
                finally:
                    await response.aclose()
                wait = _retry_after(response, pause)
                if last or not (response.status_code == 429 or response.status_code >= 500):
                    raise refused
            await asyncio.sleep(wait * random.uniform(0.8, 1.2))
            pause *= 2
        raise AssertionError("the last attempt returns or raises")


def server_at(url: str) -> OpenAIServer:
    """The server at `url`, with the key for it.

    Raises:
        ModelUnavailable: the URL can't be one.
    """
    try:
        server = OpenAIServer(url, key_for(url))
    except httpx.InvalidURL as error:
        raise ModelUnavailable(f"`terraformer.model` is not a usable URL: {error}") from error
    if not server.host:
        raise ModelUnavailable("`terraformer.model` is not a usable URL: it names no host")
    return server


def key_for(url: str) -> str | None:
    """The key to send to the server at `url`, from the environment.

    `TERRAFORMER_API_KEY` was meant for it. `OPENAI_API_KEY` was meant for OpenAI, or for whom
    `OPENAI_BASE_URL` names: an address in some project's settings must not collect it.
    """
    own = os.environ.get("TERRAFORMER_API_KEY")
    if own:
        return own
    host = httpx.URL(url).host
    meant_for = {"api.openai.com", httpx.URL(os.environ.get("OPENAI_BASE_URL", "")).host}
    return os.environ.get("OPENAI_API_KEY") or None if host in meant_for else None


async def _events(response: httpx.Response) -> AsyncIterator[object]:
    """The events of a stream; a server that doesn't stream answers with a single one."""
    if "text/event-stream" not in response.headers.get("content-type", ""):
        yield _parsed(await _limited_text(response))
        return
    waiting, total = "", 0
    async for chunk in response.aiter_text():
        total += len(chunk)
        if total > _MAX_ANSWER:
            raise _Nonsense("endless answer")
        *lines, waiting = (waiting + chunk).split("\n")
        for line in lines:
            data = line.strip().removeprefix("data:").strip()
            if data == "[DONE]":
                return
            if data and line.startswith("data:"):
                yield _parsed(data)


def _spoken(event: Any) -> tuple[str, str | None]:
    """The text in one event of a stream, and why the answer ends if it does."""
    try:
        if event.get("error"):
            raise Refused(500, _message_in(event))
        choices: list[dict[str, Any]] = event.get("choices") or [{}]
        choice = choices[0]
        said: dict[str, Any] = choice.get("delta") or choice.get("message") or choice
        return str(said.get("content") or said.get("text") or ""), choice.get("finish_reason")
    except (AttributeError, TypeError, LookupError) as error:
        raise _Nonsense(repr(event)[:100]) from error


async def _limited_text(response: httpx.Response) -> str:
    text = ""
    async for chunk in response.aiter_text():
        text += chunk
        if len(text) > _MAX_ANSWER:
            raise _Nonsense("endless answer")
    return text


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise _Nonsense(text[:100]) from error


async def _refusal(response: httpx.Response) -> str:
    try:
        return _message_in(json.loads(await _limited_text(response)))
    except (_Nonsense, ValueError, TypeError, AttributeError, httpx.TransportError):
        return response.reason_phrase or "no reason given"


def _message_in(event: Mapping[str, Any]) -> str:
    error: object = event.get("error") or event.get("detail") or event.get("message") or event
    if isinstance(error, dict):
        details: dict[str, object] = error  # pyright: ignore[reportUnknownVariableType]
        error = details.get("message") or details
    return str(error)[:300]


def _retry_after(response: httpx.Response, pause: float) -> float:
    try:
        return max(pause, float(response.headers["retry-after"]))
    except (KeyError, ValueError):
        return pause


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
