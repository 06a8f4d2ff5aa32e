"""Lines that begin where the file's own lines would."""

from __future__ import annotations

import re

from terraformer_ls.propose.ghost.brackets import CLOSERS, Nesting
from terraformer_ls.propose.ghost.filters.draft import Draft
from terraformer_ls.propose.ghost.gap import Extent, Gap

_INDENT = "  "
_SPACE_AFTER_EQUALS = re.compile(r"^([\w-]+[ \t]*=)[ \t]{2,}")


def indentation(draft: Draft, gap: Gap) -> str:
    """The text with each line indented by its depth, two spaces a level, as `terraform fmt` does.

    Lines inside heredocs stay as they are. A space that stands left of the cursor is not doubled.
    What follows an opening brace at the cursor begins a new line, and ends with one where the
    closing brace stands right of the cursor; on a line of its own the text begins with a word.
    """
    lines = (draft.text.lstrip() if gap.starts_line else draft.text).split("\n")
    nesting = gap.nesting.copy()
    indented: list[str] = []
    for number, line in enumerate(lines):
        if nesting.heredoc or nesting.in_string:
            indented.append(line)
        elif number == 0 and not gap.starts_line:
            indented.append(line.lstrip(" \t") if gap.left.endswith((" ", "\t")) else line)
        else:
            indented.append(_indented(line, nesting))
        nesting = nesting.after(line + "\n")
    if gap.starts_line:
        indented[0] = _after_existing(indented[0], gap.left)
    text = "\n".join(indented)
    if gap.extent is Extent.BODY and not gap.starts_line:
        text = _on_lines_of_its_own(text, gap)
    return text


def _indented(line: str, nesting: Nesting) -> str:
    words = _SPACE_AFTER_EQUALS.sub(r"\1 ", line.strip())
    if not words:
        return ""
    depth = nesting.depth
    for character in words:
        if character not in CLOSERS:
            break
        depth -= 1
    return _INDENT * max(0, depth) + words


def _after_existing(line: str, left: str) -> str:
    """The line without the space that stands left of the cursor already."""
    if not line.startswith(left):
        return line.lstrip()
    return line[len(left) :]


def _on_lines_of_its_own(text: str, gap: Gap) -> str:
    if not text.startswith("\n"):
        text = f"\n{gap.indentation}{text.lstrip()}"
    if gap.right.strip():
        text = f"{text}\n{_INDENT * max(0, gap.nesting.depth - 1)}"
    return text
