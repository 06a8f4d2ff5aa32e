"""Which variables and outputs a request names.

"Take the zone as a variable `zone`", "export bucket_url as an output". A model that writes for the
request has to declare these.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAME = r"[A-Za-z_][\w-]*"
_QUOTED = rf"[`\"]({_NAME})[`\"]"
_PLAIN = r"([A-Za-z]\w*_\w+)"

_PATTERNS: Mapping[str, tuple[str, ...]] = {
    "variable": (
        rf"\bvariables? (?:called |named )?{_QUOTED}",
        rf"\bvariable (?:called |named )?{_PLAIN}",
        rf"\b(?:comes?|taken?|read) from the variable ({_NAME})",
        rf"{_QUOTED} (?:as )?an? (?:input )?variable\b",
        rf"\b{_PLAIN} (?:as )?an? (?:input )?variable\b",
        rf"\bvar\.({_NAME})",
    ),
    "output": (
        rf"\boutputs? (?:called |named )?{_QUOTED}",
        rf"\boutput (?:called |named )?{_PLAIN}",
        rf"{_QUOTED} as an output\b",
        rf"\bexport ({_NAME}) as an output\b",
        rf"\boutput the [\w ]+? as ({_NAME})",
    ),
}


def spoken_symbols(words: str) -> Mapping[str, tuple[str, ...]]:
    """The names to declare, by the type of block: "variable" and "output"."""
    return {
        type_: tuple(
            dict.fromkeys(
                name for pattern in patterns for name in re.findall(pattern, words, re.IGNORECASE)
            )
        )
        for type_, patterns in _PATTERNS.items()
    }
