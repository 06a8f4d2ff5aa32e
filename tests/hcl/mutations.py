"""Breaking texts the way typing does: a token gone, one too many, one repeated elsewhere."""

from __future__ import annotations

import random
import re

_TOKEN = re.compile(rb"[A-Za-z_][\w-]*|\d+|\s+|[^\w\s]")
_INSERTED = (
    *(b'"', b"{", b"}", b"(", b")", b"[", b"]", b"=", b",", b"\n", b"${", b"%{", b".", b"x"),
    *(b" 1 ", b"\\", b"?", b":", b"<<EOT\n", b"#", b"/*", b"*", b"-", b"!", b"@", b"'", b"if"),
    *(b"for", b'"a"', b"$", b"&&", b"...", b"::", b"~", b"=>", b"\r\n", b"%{ endif }", b"${x}"),
)


def mutated(text: bytes, random_: random.Random) -> bytes:
    """The text with one token deleted, inserted or copied."""
    tokens = list(_TOKEN.finditer(text))
    at = random_.choice(tokens)
    kind = random_.random()
    if kind < 0.45:
        return text[: at.start()] + text[at.end() :]
    new = random_.choice(_INSERTED) if kind < 0.9 else random_.choice(tokens).group()
    return text[: at.start()] + new + text[at.start() :]
