"""A configuration without what only stands around it: versions, providers, placeholders."""

from __future__ import annotations

import re

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.format import formatted

_PLACEHOLDER = re.compile(rb"^[ \t]*(?:#|//)?[ \t]*(?:#|//)?[^\n\w]*\.\.\.[^\n]*\n?", re.MULTILINE)
_EMPTY_LINES = re.compile(rb"\n{3,}")
_EMPTY_BEFORE_END = re.compile(rb"\n\n+(?=[ \t]*\}[ \t]*\n)")
_EMPTY_AT_START = re.compile(rb"(?<=\{\n)\n+")


def tidied(text: str, *, keep_settings: bool = False) -> str:
    """The text laid out, without placeholder comments and without blocks that only set up.

    Args:
        text: HCL.
        keep_settings: whether `terraform` and `provider` blocks stay.
    """
    data = text.replace("\r\n", "\n").encode("utf-8", errors="replace")
    data = _PLACEHOLDER.sub(b"", data)
    if not keep_settings:
        document = Document(data)
        for block in reversed(top_level_blocks(document)):
            if _only_sets_up(block):
                start = _with_comments_above(data, block.span.start)
                data = data[:start] + data[block.span.end :].lstrip(b"\n")
    data = _EMPTY_LINES.sub(b"\n\n", data.strip(b"\n") + b"\n")
    data = _EMPTY_AT_START.sub(b"", _EMPTY_BEFORE_END.sub(b"\n", data))
    return formatted(data).decode("utf-8", errors="replace")


def _only_sets_up(block: Block) -> bool:
    if block.type == "terraform":
        return True
    return block.type == "provider" and block.attribute("alias") is None


def _with_comments_above(text: bytes, start: int) -> int:
    """Where the comment lines right above an offset begin."""
    at = text.rfind(b"\n", 0, start) + 1
    while at > 0:
        above = text.rfind(b"\n", 0, at - 1) + 1
        if not text[above:at].lstrip().startswith((b"#", b"//")):
            break
        at = above
    return at
