"""The place of a completion: what stands around the cursor, and how much may be filled in there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from terraformer_ls.hcl.document import Document
from terraformer_ls.propose.ghost.brackets import CLOSERS, Nesting

_INDENT = "  "

_LONGEST_RIGHT = 8
"""Characters right of the cursor, on its line, beyond which nothing is offered."""

_HEADER = re.compile(r"^[A-Za-z_][\w-]*(?:[ \t]+[\w\"-]+)*[ \t]*\{", re.M)
_DONE = re.compile(r"(?:[\"\])}]|=[ \t]*(?:true|false|null))[ \t]*\Z")
"""How a line ends to which nothing can be added: a number or a name may still go on."""


class Extent(StrEnum):
    """How much is to be filled in."""

    LINE = "line"
    BODY = "body"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Gap:
    """A cursor in a text.

    Attributes:
        before: the text left of it, of the whole file.
        after: the text right of it.
        extent: the rest of a line, the rest of a block's body, or a whole block.
        nesting: the brackets that are open at the cursor.
        unclosed: how many of them nothing after the cursor closes, so that the completion may.
    """

    before: str
    after: str
    extent: Extent
    nesting: Nesting
    unclosed: int

    @property
    def left(self) -> str:
        """What stands left of the cursor in its line."""
        return self.before.rpartition("\n")[2]

    @property
    def right(self) -> str:
        """What stands right of the cursor in its line."""
        return self.after.partition("\n")[0].rstrip("\r")

    @property
    def newline(self) -> str:
        """How the file ends its lines."""
        return "\r\n" if "\r\n" in self.before or "\r\n" in self.after else "\n"

    @property
    def indentation(self) -> str:
        """What a line at the cursor's level begins with."""
        return _INDENT * self.nesting.depth

    @property
    def starts_line(self) -> bool:
        """Whether nothing but space stands left of the cursor."""
        return not self.left.strip()

    @property
    def line_is_done(self) -> bool:
        """Whether the cursor is at the end of an argument or nested block that is complete."""
        return (
            not self.right.strip()
            and self.nesting.depth > 0
            and not self.nesting.in_string
            and _DONE.search(self.left) is not None
        )


def gap_at(document: Document, offset: int) -> Gap | None:
    """The gap at a byte offset; None where nothing is worth offering.

    That is in the middle of a line, in a comment and in a heredoc.
    """
    if not 0 <= offset <= len(document.text):
        return None
    before = document.text[:offset].decode("utf-8", "replace")
    after = document.text[offset:].decode("utf-8", "replace")
    left, right = before.rpartition("\n")[2], after.partition("\n")[0]
    if len(right.strip()) > _LONGEST_RIGHT or left.lstrip().startswith(("#", "//")):
        return None
    start = max((found.start() for found in _HEADER.finditer(before)), default=0)
    nesting = Nesting().after(before[start:])
    if nesting.heredoc:
        return None
    end = _HEADER.search(after)
    rest = nesting.after(after[: end.start()] if end is not None else after)
    unclosed = rest.depth + rest.given_up - nesting.given_up
    return Gap(before, after, _extent(left, right, after, nesting), nesting, unclosed)


def _extent(left: str, right: str, after: str, nesting: Nesting) -> Extent:
    opens_here = left.rstrip().endswith("{") and right.strip() in ("", *CLOSERS)
    if opens_here and not nesting.in_string:
        return Extent.BODY
    if left.strip() or right.strip():
        return Extent.LINE
    if nesting.depth == 0:
        return Extent.BLOCK
    next_line = after.lstrip()
    return Extent.BODY if not next_line or next_line[0] in CLOSERS else Extent.LINE
