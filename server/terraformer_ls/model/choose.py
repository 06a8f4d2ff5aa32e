"""From the setting `terraformer.model` to a language model."""

from __future__ import annotations

from pathlib import Path

from terraformer_ls.model.embedded import EmbeddedModel
from terraformer_ls.model.protocol import LanguageModel
from terraformer_ls.model.weights import Tuning
from terraformer_ls.settings import Settings


def model_from(settings: Settings) -> LanguageModel | None:
    """The model that the settings name, or None when it is switched off.

    `embedded:base` is the embedded model without its adapter, `embedded:FOLDER` with another one.

    Cheap: nothing is loaded, started or reached before the model is first asked.
    """
    name = settings.model.strip()
    if name == "off":
        return None
    if name in ("", "embedded"):
        return EmbeddedModel()
    if name.startswith("embedded:"):
        adapter = name.removeprefix("embedded:")
        folder = None if adapter == "base" else Path(adapter).expanduser()
        return EmbeddedModel(tuning=Tuning(folder))
    if name.startswith(("http://", "https://")):
        from terraformer_ls.model.remote import RemoteModel

        return RemoteModel(name, settings.model_name)
    from terraformer_ls.model.transformers import TransformersModel

    return TransformersModel(name)
