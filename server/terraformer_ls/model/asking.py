"""Asking a model's process, once more if it died before it wrote anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from terraformer_ls.child.supervisor import ChildDied
from terraformer_ls.model.protocol import Answer


def ask(
    request: Callable[[Callable[[str], None]], Any], on_text: Callable[[str], None] | None
) -> Sequence[Answer]:
    """The answers of a request to a child process.

    Args:
        request: sends it, given what to call with each text that is streamed; returns the drafts.
        on_text: hears the text, too.

    Raises:
        ChildError: the process can't answer. What was streamed can't be taken back, so one that
            dies in the middle of it is not asked again.
    """
    written = False

    def hear(text: str) -> None:
        nonlocal written
        written = True
        if on_text is not None:
            on_text(text)

    try:
        drafts = request(hear)
    except ChildDied:
        if written:
            raise
        drafts = request(hear)
    return tuple(Answer(**draft) for draft in drafts)
