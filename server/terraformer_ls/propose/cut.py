"""Cutting a model's continuation down to what could be shown: pure text work, no verification."""

from __future__ import annotations

_OPENERS = {"{": "}", "[": "]", "(": ")"}
_CLOSERS = set(_OPENERS.values())
_SHORTEST = 2


def cut(text: str, *, suffix: str, single_line: bool, finished: bool) -> str:
    """The part of a continuation that may follow the cursor; empty if none is worth showing.

    Args:
        text: what the model wrote after the cursor.
        suffix: what the file already has there.
        single_line: whether only the rest of the cursor's line is wanted.
        finished: whether the model ended by itself; otherwise its last line may be half a line.
    """
    if single_line:
        text, newline, _ = text.partition("\n")
        if not newline and not finished:
            return ""
        text = text.rstrip()
    else:
        text = _without_partial_line(text, finished)
        text = _without_repetition(text)
    text = _up_to_foreign_closer(text)
    text = _without_suffix(text, suffix).rstrip()
    return text if len(text.strip()) >= _SHORTEST or text.strip() in _CLOSERS else ""


def shorter(text: str) -> list[str]:
    """The text and every shorter one made of its first lines, longest first."""
    lines = text.split("\n")
    return ["\n".join(lines[:count]).rstrip() for count in range(len(lines), 0, -1)]


def _without_partial_line(text: str, finished: bool) -> str:
    if finished or text.endswith("\n"):
        return text.rstrip()
    head, newline, _ = text.rpartition("\n")
    return head if newline else ""


def _without_repetition(text: str) -> str:
    """Up to where the text starts to say again what it just said."""
    kept: list[str] = []
    for line in text.split("\n"):
        if line.strip() and line.strip() not in _CLOSERS and kept[-1:] == [line]:
            break
        kept.append(line)
    return "\n".join(kept)


def _up_to_foreign_closer(text: str) -> str:
    """Up to the first bracket that closes what the text did not open, strings apart.

    The block around the cursor has its closer already, or gets it when the whole block is written.
    """
    expected: list[str] = []
    in_string = False
    for index, character in enumerate(text):
        if character == '"' and text[max(index - 1, 0) : index] != "\\":
            in_string = not in_string
        elif in_string:
            continue
        elif character in _OPENERS:
            expected.append(_OPENERS[character])
        elif character in _CLOSERS and (not expected or expected.pop() != character):
            return text[:index]
    return text


def _without_suffix(text: str, suffix: str) -> str:
    """Without the end that the file already has right after the cursor."""
    line_rest = suffix.partition("\n")[0].strip()
    if line_rest and text.rstrip().endswith(line_rest):
        return text.rstrip()[: -len(line_rest)]
    next_line = suffix.lstrip().partition("\n")[0].strip()
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if index and next_line and next_line not in _CLOSERS and line.strip() == next_line:
            return "\n".join(lines[:index])
    return text
