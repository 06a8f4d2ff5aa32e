"""Any causal language model that transformers can load, from a folder or by its hub id.

Runs in a child process, since loading one means gigabytes. Loading can take minutes and goes on in
the background: whoever gives up waiting for an answer does not stop it.
"""

from __future__ import annotations

import importlib.util
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from terraformer_ls import paths
from terraformer_ls.cancellation import Cancellation
from terraformer_ls.child.supervisor import Child, ChildError
from terraformer_ls.model.asking import ask
from terraformer_ls.model.constrained import Line, constrained
from terraformer_ls.model.grammar.notation import to_json
from terraformer_ls.model.protocol import Answer, Message, ModelUnavailable, Sampling
from terraformer_ls.model.window import nearest_before

# Seconds. A hub id may have to be fetched first.
_LOADING = 1800.0
# Seconds beyond a request's own deadline: a large model can't be stopped within a step.
_GRACE = 30.0

# Characters around the cursor that are read: about 2,500 and 600 tokens.
_PREFIX_CHARACTERS = 8000
_SUFFIX_CHARACTERS = 2000


class TransformersModel:
    """The model in a folder, or of a hub id.

    Args:
        model: what `from_pretrained` takes; code from the hub is never run.
    """

    def __init__(self, model: str) -> None:
        self._model = str(Path(model).expanduser()) if _is_path(model) else model
        self._lock = threading.Lock()
        self._loading: Future[None] | None = None
        self._child = Child(
            f"The model {self.name}",
            [sys.executable, "-P", "-m", "terraformer_ls.model.transformers_worker", self._model],
            log=paths.log_folder() / "model.log",
            stop_after=20.0,  # killing it means loading it again
        )

    @property
    def name(self) -> str:
        """The folder's name or the hub id."""
        return Path(self._model).name if Path(self._model).is_dir() else self._model

    @property
    def process_id(self) -> int | None:
        """The process that runs now, or None while none does."""
        return self._child.pid

    @property
    def reads_context(self) -> bool:
        """True: who names a model of their own names one large enough."""
        return True

    def infill(
        self,
        prefix: str,
        suffix: str,
        sampling: Sampling,
        cancellation: Cancellation,
    ) -> Sequence[Answer]:
        """What may stand between: with the model's own marks for gaps, or after the prefix."""

        def ask(prefix: str, sampling: Sampling, line: Line | None) -> Sequence[Answer]:
            params = {
                "prefix": nearest_before(prefix, _PREFIX_CHARACTERS),
                "suffix": suffix[:_SUFFIX_CHARACTERS],
                **_within(line),
            }
            return self._ask("infill", params, sampling, cancellation, None)

        return constrained(prefix, sampling, ask)

    def chat(
        self,
        messages: Sequence[Message],
        sampling: Sampling,
        cancellation: Cancellation,
        on_text: Callable[[str], None] | None = None,
    ) -> Sequence[Answer]:
        """Answers to a conversation, in the form of the model's own chat template if it has one."""
        said = [{"role": str(turn.role), "content": turn.content} for turn in messages]

        def ask(_: str, sampling: Sampling, line: Line | None) -> Sequence[Answer]:
            hears = on_text if line is None else None
            params = {"messages": said, **_within(line)}
            return self._ask("chat", params, sampling, cancellation, hears)

        return constrained("", sampling, ask, on_text)

    def close(self) -> None:
        """End the process."""
        self._child.close()

    def _ask(
        self,
        method: str,
        params: Mapping[str, Any],
        sampling: Sampling,
        cancellation: Cancellation,
        on_text: Callable[[str], None] | None,
    ) -> Sequence[Answer]:
        def request(hear: Callable[[str], None]) -> Any:
            self._wait_until_loaded(cancellation)
            return self._child.request(
                method,
                {**params, "sampling": sampling.as_json()},
                deadline=sampling.deadline + _GRACE,
                cancellation=cancellation,
                on_event=hear,
            )

        try:
            return ask(request, on_text)
        except ChildError as error:
            raise ModelUnavailable(f"{self.name} can't answer: {error}") from error

    def _wait_until_loaded(self, cancellation: Cancellation) -> None:
        for package in ("torch", "transformers"):
            if importlib.util.find_spec(package) is None:
                raise ModelUnavailable(
                    f"{self.name} needs {package}, which is not installed: "
                    "run `pip install 'terraformer-ls[transformers]'`."
                )
        if _is_path(self._model) and not Path(self._model).is_dir():
            raise ModelUnavailable(f"There is no folder {self._model} to load a model from.")
        cancellation.check()
        with self._lock:
            # A process that died meanwhile has to load again, and so has one that failed to.
            if self._loading is None or (self._loading.done() and self._child.pid is None):
                self._loading = Future()
                threading.Thread(
                    target=self._load, args=(self._loading,), daemon=True, name="load model"
                ).start()
            loading = self._loading
        decided = threading.Event()
        loading.add_done_callback(lambda _: decided.set())
        forget = cancellation.on_cancel(decided.set)
        decided.wait()
        forget()
        cancellation.check()
        try:
            loading.result()
        except ChildError as error:
            with self._lock:
                if self._loading is loading:
                    self._loading = None
            raise ModelUnavailable(f"{self.name} can't be loaded: {error}") from error

    def _load(self, loading: Future[None]) -> None:
        try:
            self._child.request("load", {}, deadline=_LOADING)
        except ChildError as error:
            loading.set_exception(error)
        else:
            loading.set_result(None)


def _within(line: Line | None) -> Mapping[str, object]:
    """What the worker is told about a line: nothing for free answers."""
    if line is None:
        return {}
    told = {"begun": line.begun, "typed": line.typed, "grammar": to_json(line.grammar)}
    return {"line": told}


def _is_path(model: str) -> bool:
    """Whether a name can't be a hub id, which is `name` or `owner/name`."""
    return model.startswith((".", "~")) or Path(model).is_absolute() or "\\" in model
