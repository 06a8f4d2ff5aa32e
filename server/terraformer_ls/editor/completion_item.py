"""One thing that may be typed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from terraformer_ls.hcl.positions import Span


class ItemKind(StrEnum):
    """What an item is, for an editor's icon."""

    BLOCK = "block"
    ARGUMENT = "argument"
    TYPE = "type"
    VALUE = "value"
    REFERENCE = "reference"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that may be typed.

    Attributes:
        label: what to show.
        kind: what it is.
        text: what to insert in place of `span`; a snippet (`$1`, `${1:default}`) if `is_snippet`.
        span: what is replaced: the part of the word that is there already.
        detail: a few words beside the label, such as the type.
        documentation: Markdown.
        required: whether the body lacks it; such items come first.
        deprecated: whether to draw it struck through.
    """

    label: str
    kind: ItemKind
    text: str
    span: Span
    is_snippet: bool = False
    detail: str = ""
    documentation: str = ""
    required: bool = False
    deprecated: bool = False
