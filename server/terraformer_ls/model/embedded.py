"""The model that comes with TerraFormer, run by llama.cpp in child processes.

Gaps and chats have a process each, started when first asked: a long generation then neither delays
ghost text nor throws away what was read for it. The weights are mapped and shared between them.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from terraformer_ls import paths
from terraformer_ls.cancellation import Cancellation
from terraformer_ls.child.supervisor import Child, ChildAnsweredError, ChildError
from terraformer_ls.model.asking import ask
from terraformer_ls.model.constrained import Line, constrained
from terraformer_ls.model.fim import LAYOUTS, LAYOUTS_WITH_CONTEXT
from terraformer_ls.model.grammar.gbnf import TooLarge, gbnf
from terraformer_ls.model.protocol import Answer, Message, ModelUnavailable, Sampling
from terraformer_ls.model.weights import (
    HOW_TO_GET_IT,
    Manifest,
    Tuning,
    ensure_weights,
    find_weights,
    read_manifest,
)

# Seconds beyond a request's own deadline for starting the process and loading the weights.
_STARTING = 30.0

# llama.cpp's threads wait for each other after every operation. Spinning all the while, as they do
# by default, they starve each other when another process wants a core: with two threads on two busy
# cores an answer of 0.3 s took 28 s. So they spin a moment and then sleep; alone, it costs nothing.
_WAITING = {"GOMP_SPINCOUNT": os.environ.get("GOMP_SPINCOUNT", "1000")}

# Seconds for a cancelled answer to end.
_STOP_AFTER = 5.0

# What right of the cursor the model reads. More would cost time whenever the cursor moves.
_SUFFIX_CHARACTERS = 300


class EmbeddedModel:
    """A GGUF as a language model.

    Args:
        weights: which file; the embedded model's own by default, looked up when first asked, so
            that it may be fetched meanwhile.
        tuning: another adapter than the one that ships, or none; its weights are made when first
            asked, which takes half a minute.
        threads: for decoding; the cores there are, at most 4, by default.
        context: tokens of prompt and answer together; each costs 23 KB of memory.
    """

    def __init__(
        self,
        weights: Path | None = None,
        *,
        tuning: Tuning | None = None,
        threads: int | None = None,
        context: int = 4096,
    ) -> None:
        self._weights = weights
        self._tuning = tuning
        self._context = context
        self._threads = threads or min(_cores(), 4)
        self._children: dict[str, Child] = {}
        self._lock = threading.Lock()
        self._closed = False

    @property
    def weights(self) -> Path | None:
        """The file that is run; None where it is not there yet, or can't be made."""
        try:
            return self._weights or find_weights(self._tuning)
        except ModelUnavailable:
            return None  # whoever asks the model is told why

    @property
    def name(self) -> str:
        """The name in the manifest beside the weights."""
        manifest = self._manifest()
        return f"{manifest.name if manifest else 'SmolLM2-135M'} (embedded)"

    @property
    def tuned(self) -> bool:
        """Whether it was trained with our own prompts (`model/tuned.py`)."""
        if self._weights is None:
            return self._meant.adapter is not None
        manifest = self._manifest()
        return manifest is not None and manifest.layout != "plain"

    @property
    def reads_schema(self) -> bool:
        """Whether it was trained with what types take in its prompts (`propose/digest.py`)."""
        if self._weights is None:
            return self._meant.reads_schema
        manifest = self._manifest()
        return manifest is not None and manifest.reads_schema

    @property
    def adapter(self) -> str:
        """The hash of its adapter, known before the weights with it are made; "" for none.

        Raises:
            ModelUnavailable: there is no adapter in the folder that is to hold it.
        """
        if self._weights is None:
            return self._meant.hash
        manifest = self._manifest()
        return manifest.adapter if manifest is not None else ""

    @property
    def reads_context(self) -> bool:
        """Whether the manifest's layout says that it was trained so."""
        manifest = self._manifest()
        return manifest is not None and manifest.layout in LAYOUTS_WITH_CONTEXT

    def infill(
        self,
        prefix: str,
        suffix: str,
        sampling: Sampling,
        cancellation: Cancellation,
    ) -> Sequence[Answer]:
        """What may stand between `prefix` and `suffix`, of which the nearest part is read."""
        weights = self._present()
        manifest = read_manifest(weights)
        layout = LAYOUTS.get(manifest.layout) if manifest is not None else None
        before, after = layout.around(suffix[:_SUFFIX_CHARACTERS]) if layout else ("", "")

        def ask(prefix: str, sampling: Sampling, line: Line | None) -> Sequence[Answer]:
            params = {"before": before, "prefix": prefix, "after": after}
            return self._ask(weights, "infill", params, sampling, cancellation, line=line)

        return constrained(prefix, sampling, ask)

    def chat(
        self,
        messages: Sequence[Message],
        sampling: Sampling,
        cancellation: Cancellation,
        on_text: Callable[[str], None] | None = None,
    ) -> Sequence[Answer]:
        """Answers to a conversation, which must fit into the context."""
        weights = self._present()
        said = [{"role": str(turn.role), "content": turn.content} for turn in messages]

        def ask(_: str, sampling: Sampling, line: Line | None) -> Sequence[Answer]:
            hears = on_text if line is None else None
            params = {"messages": said}
            return self._ask(weights, "chat", params, sampling, cancellation, hears, line=line)

        return constrained("", sampling, ask, on_text)

    def close(self) -> None:
        """End the processes, and start no others."""
        with self._lock:
            self._closed = True
            children = tuple(self._children.values())
        for child in children:
            child.close()

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The processes that run now."""
        with self._lock:
            found = [child.pid for child in self._children.values()]
        return tuple(pid for pid in found if pid is not None)

    @property
    def _meant(self) -> Tuning:
        return self._tuning or Tuning.shipped()

    def _manifest(self) -> Manifest | None:
        weights = self.weights
        return read_manifest(weights) if weights is not None else None

    def _present(self) -> Path:
        weights = self.weights
        if weights is None and self._tuning is not None:
            weights = ensure_weights(lambda _says, _share: None, tuning=self._tuning)
        if weights is None or not weights.is_file():
            raise ModelUnavailable(f"The embedded model is not installed: {HOW_TO_GET_IT}.")
        return weights

    def _ask(
        self,
        weights: Path,
        method: str,
        params: Mapping[str, Any],
        sampling: Sampling,
        cancellation: Cancellation,
        on_text: Callable[[str], None] | None = None,
        *,
        line: Line | None = None,
    ) -> Sequence[Answer]:
        try:
            params = {**params, **_within(line)}
        except TooLarge:
            return ()
        child = self._child(method, weights)

        def request(hear: Callable[[str], None]) -> Any:
            return child.request(
                method,
                {**params, "sampling": sampling.as_json()},
                deadline=sampling.deadline + _STARTING,
                cancellation=cancellation,
                on_event=hear,
            )

        try:
            return ask(request, on_text)
        except ChildAnsweredError as error:
            if "Failed to init" in str(error):
                raise ModelUnavailable(
                    f"The embedded model's file {weights} is broken: {HOW_TO_GET_IT}."
                ) from error
            raise ModelUnavailable(f"The embedded model can't answer: {error}") from error
        except ChildError as error:
            raise ModelUnavailable(f"The embedded model can't answer: {error}") from error

    def _child(self, method: str, weights: Path) -> Child:
        with self._lock:
            if self._closed:
                raise ModelUnavailable("The embedded model was shut down.")
            if method not in self._children:
                self._children[method] = Child(
                    "The embedded model",
                    [
                        *(sys.executable, "-P", "-m", "terraformer_ls.model.llama_worker"),
                        *(str(weights), str(self._threads), str(self._context)),
                    ],
                    environment=_WAITING,
                    log=paths.log_folder() / "model.log",
                    # A batch of prompt can't be interrupted; loading again is dearer.
                    stop_after=_STOP_AFTER,
                )
            return self._children[method]


def _within(line: Line | None) -> Mapping[str, str]:
    """What the worker is told about a line: nothing for free answers."""
    if line is None:
        return {}
    return {"begun": line.begun, "typed": line.typed, "grammar": gbnf(line.grammar)}


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
