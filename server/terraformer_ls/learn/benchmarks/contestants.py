"""Who takes part in a benchmark: models by what the user calls them, and two that need no model.

A contestant is named `NAME=SPEC`. SPEC is what the setting `terraformer.model` takes, and besides:
a `.gguf` file, `torch:FOLDER` or `torch:base` (the embedded model with an adapter or without, run
by `batched.py`), `reference` (answers with the data's own reference: the ceiling) and `empty`
(answers nothing: the floor). `@tuned` or `@chat` at its end says which words the model is asked in:
those that TerraFormer's own training uses, or those for any chat model.
"""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from terraformer_ls.model.asked_in import reads_schema, was_tuned_here
from terraformer_ls.model.choose import model_from
from terraformer_ls.model.embedded import EmbeddedModel
from terraformer_ls.model.protocol import LanguageModel, ModelUnavailable
from terraformer_ls.settings import Settings

REFERENCE, EMPTY = "reference", "empty"
"""The two that need no model."""

_REMOTE = ("http://", "https://")
_TORCH = "torch:"
_STYLES = ("tuned", "chat")


class UnknownContestant(ValueError):
    """What was named is no contestant; the message is one sentence."""


@dataclass(slots=True)
class Contestant:
    """One that answers.

    Attributes:
        name: what tables call it.
        spec: what it was named as, with the style of its prompts and the hash of its adapter:
            results of another spec are another's.
        model: None for the two that need none.
        tuned: whether it is asked in the words of TerraFormer's own training.
        local: whether it answers one question at a time.
        reads_schema: whether it is told what the likely types take.
        can_be_held: whether it can be held to a constraint while it writes.
    """

    name: str
    spec: str
    model: LanguageModel | None
    tuned: bool = False
    local: bool = True
    reads_schema: bool = True
    can_be_held: bool = True
    _turn: threading.Lock = field(default_factory=threading.Lock)

    @property
    def turn(self) -> AbstractContextManager[object]:
        """Held while the model is asked, so that nobody's time limit runs while others are."""
        return self._turn if self.local else nullcontext()

    def close(self) -> None:
        """Let go of the model's process or connections."""
        if self.model is not None:
            self.model.close()


def contestant_from(named: str, model_name: str = "") -> Contestant:
    """The contestant that `NAME=SPEC`, or `SPEC` alone, stands for.

    Args:
        named: as the user wrote it.
        model_name: which of a server's models to ask for; its first by default.

    Raises:
        UnknownContestant: there is no such thing.
    """
    head, equals, rest = named.partition("=")
    # An address may hold a `=`; a name holds neither colon nor slash.
    name, spec = (head, rest) if equals and not set(head) & set(":/") else ("", named)
    plain, style = _with_style(spec.strip())
    if not plain:
        raise UnknownContestant(f"{named!r} names no model")
    name = name.strip() or spec.strip()
    if plain in (REFERENCE, EMPTY):
        return Contestant(name, plain, None)
    in_torch = plain.startswith(_TORCH)
    model = _model(plain.replace(_TORCH, "embedded:", 1) if in_torch else plain, model_name)
    tuned = style == "tuned" if style else was_tuned_here(model)
    asked_in = "tuned" if tuned else "chat"
    # The same name may stand for another adapter tomorrow.
    told = reads_schema(model)
    told_of = " schema" if told else ""
    identity = f"{plain}@{asked_in}{told_of} {model_name} {_adapter(model)[:12]}".rstrip()
    is_here = not plain.startswith(_REMOTE)
    return Contestant(
        name,
        identity,
        _in_torch(plain) if in_torch else model,
        tuned,
        local=is_here and not in_torch,
        reads_schema=told,
        can_be_held=is_here,
    )


def _in_torch(spec: str) -> LanguageModel:
    """The embedded model with the adapter of a folder or none, in torch."""
    try:
        from terraformer_ls.learn.benchmarks.batched import BatchedModel
    except ModuleNotFoundError as error:
        raise UnknownContestant(
            f"{spec!r} needs {error.name}: pip install 'terraformer-ls[train]'"
        ) from error
    said = spec.removeprefix(_TORCH)
    return BatchedModel(None if said == "base" else Path(said).expanduser())


def _with_style(spec: str) -> tuple[str, str]:
    for style in _STYLES:
        if spec.endswith(f"@{style}"):
            return spec.removesuffix(f"@{style}"), style
    return spec, ""


def _model(spec: str, model_name: str) -> LanguageModel:
    if spec.endswith(".gguf"):
        return EmbeddedModel(Path(spec).expanduser())
    model = model_from(Settings(model=spec, model_name=model_name))
    if model is None:
        raise UnknownContestant(f"{spec!r} is no model")
    return model


def _adapter(model: LanguageModel) -> str:
    """The hash of the adapter that an embedded model has; "" for none and for other models."""
    try:
        return model.adapter if isinstance(model, EmbeddedModel) else ""
    except ModelUnavailable as error:
        raise UnknownContestant(str(error)) from error
