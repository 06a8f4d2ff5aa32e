"""The embedded model in torch, for benchmarks: many questions at once, unquantised.

It takes an adapter as training left it. llama.cpp answers one question after the other, as an
editor needs it; here those who wait are answered together, held to a constraint or not, as suits a
GPU. On two processor cores it is no faster: each token takes all weights once more.
"""

# torch, transformers and peft are typed in part only.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.learn.base_model import base_model
from terraformer_ls.learn.grpo.guide import Guide
from terraformer_ls.learn.grpo.questions import prompt_ids
from terraformer_ls.learn.grpo.rollouts import Sampler
from terraformer_ls.learn.precision import fastest_dtype
from terraformer_ls.learn.sft.examples import turns
from terraformer_ls.model.masking import token_texts
from terraformer_ls.model.protocol import Answer, Message, ModelUnavailable, Sampling

_MOST = 48
# Seconds in which nobody else asks before those who wait are answered.
_QUIET = 0.3
# Seconds between two looks at whether an answer is still wanted.
_LOOK = 0.5
# Seconds that the end of a command waits for answers that are still being written.
_FAREWELL = 10.0


@dataclass(frozen=True, slots=True)
class _Waiting:
    prompt: list[int]
    sampling: Sampling
    answer: Future[Answer] = field(default_factory=Future[Answer])

    @property
    def manner(self) -> tuple[object, ...]:
        """What must be the same of those who are answered together."""
        sampling = self.sampling
        return sampling.max_tokens, sampling.temperature, sampling.constraint is None


class BatchedModel:
    """A language model that answers up to 48 questions at once, as `LanguageModel`.

    It chats and does not fill gaps; there is no deadline, and what has begun is not cancelled. With
    a temperature, what is drawn depends on who is answered beside.

    Args:
        adapter: the folder of a LoRA adapter on the base of the model that ships; None for none.
    """

    reads_context = False

    def __init__(self, adapter: Path | None) -> None:
        self._adapter = adapter
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._tokenizer: Any = None

    @property
    def name(self) -> str:
        """What reports call it."""
        return f"SmolLM2-135M (torch) with {self._adapter or 'no adapter'}"

    def infill(
        self, prefix: str, suffix: str, sampling: Sampling, cancellation: Cancellation
    ) -> Sequence[Answer]:
        """No answer can be had: see `ModelUnavailable`."""
        del prefix, suffix, sampling, cancellation
        raise ModelUnavailable("torch:… answers requests alone; embedded:… fills gaps, too")

    def chat(
        self,
        messages: Sequence[Message],
        sampling: Sampling,
        cancellation: Cancellation,
        on_text: Callable[[str], None] | None = None,
    ) -> Sequence[Answer]:
        """One answer, as soon as those are there that are written beside it."""
        del on_text
        self._start()
        waiting = _Waiting(prompt_ids(self._tokenizer, turns(messages)), sampling)
        self._queue.put(waiting)
        while True:
            cancellation.check()
            try:
                return (waiting.answer.result(_LOOK),)
            except TimeoutError:
                if waiting.answer.done():
                    raise

    def close(self) -> None:
        """End the thread once it has answered who waits, and wait a little for it."""
        if self._thread is not None:
            self._queue.put(None)
            # Python ends badly while torch is at work in a thread.
            self._thread.join(_FAREWELL)

    def _start(self) -> None:
        with self._lock:
            if self._thread is not None:
                return
            base = base_model("embedded", lambda _says, _share: None)
            self._tokenizer = AutoTokenizer.from_pretrained(base)
            # On a processor not whatever is fastest at the moment: half precision makes answers
            # depend on who is answered beside.
            dtype = fastest_dtype() if torch.cuda.is_available() else torch.float32
            network: Any = AutoModelForCausalLM.from_pretrained(base, dtype=dtype)
            if self._adapter is not None:
                try:
                    network = PeftModel.from_pretrained(network, str(self._adapter))
                except (OSError, ValueError) as error:
                    raise ModelUnavailable(f"{self._adapter} holds no adapter: {error}") from error
            if torch.cuda.is_available():
                network = network.to("cuda")
            self._thread = threading.Thread(
                target=self._answer_all, args=(network.eval(),), name="batched", daemon=True
            )
            self._thread.start()

    def _answer_all(self, network: Any) -> None:
        end = int(self._tokenizer.eos_token_id)
        sampler = Sampler(network, {end})
        sampler.refresh()
        text_of = token_texts(self._tokenizer)
        waiting: list[_Waiting] = []
        while (found := self._next(waiting)) is not None:
            together, waiting = found
            try:
                self._answer(sampler, together, text_of, end)
            except Exception as error:  # whoever waits must hear of it, whatever it is
                for one in together:
                    if not one.answer.done():
                        one.answer.set_exception(ModelUnavailable(f"torch gave up: {error}"))

    def _next(self, waiting: list[_Waiting]) -> tuple[list[_Waiting], list[_Waiting]] | None:
        """Those who are answered next, and the others; None at the end."""
        while True:
            alike = _nearest([one for one in waiting if one.manner == waiting[0].manner])
            quiet = 0.0 if len(alike) == _MOST else _QUIET
            try:
                came = self._queue.get(timeout=quiet if waiting else None)
            except queue.Empty:
                break
            if came is not None:
                waiting.append(came)
            elif waiting:
                self._queue.put(None)  # once they have been answered
                break
            else:
                return None
        chosen = set(map(id, alike))
        return alike, [one for one in waiting if id(one) not in chosen]

    def _answer(
        self,
        sampler: Sampler,
        together: Sequence[_Waiting],
        text_of: Callable[[int], str],
        end: int,
    ) -> None:
        first = together[0].sampling
        torch.manual_seed(first.seed)
        constraints = [one.sampling.constraint for one in together]
        guides = [Guide(held, text_of, {end}) for held in constraints if held is not None]
        said = sampler.answers(
            [one.prompt for one in together],
            1,
            max(1, first.max_tokens),
            first.temperature,
            guides or None,
        )
        texts: list[str] = self._tokenizer.batch_decode(said, skip_special_tokens=True)
        for one, text, ids in zip(together, texts, said, strict=True):
            one.answer.set_result(Answer(text, ids[-1] == end, len(ids)))


def _nearest(alike: Sequence[_Waiting]) -> list[_Waiting]:
    """Those whose prompts are about as long as the first one's: all are read as the longest."""
    length = len(alike[0].prompt) if alike else 0
    return sorted(alike, key=lambda one: abs(len(one.prompt) - length))[:_MOST]
