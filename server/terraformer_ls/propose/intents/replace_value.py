"""Intent: one literal instead of another ("replace t3.micro by t3.small")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.propose.intents.request import Intended, Request
from terraformer_ls.propose.intents.targets import blocks_within, targets
from terraformer_ls.propose.intents.values import quoted
from terraformer_ls.propose.proposal import Candidate

_FORM = re.compile(
    r"(?:(?P<sure>replace|swap)|change|switch|update)\s+(?P<what>.*?)(?:\bfrom\s+)?"
    r"(?P<old>\"[^\"]+\"|'[^']+'|`[^`]+`|\S+)\s+(?:by|with|to|for)\s+"
    r"(?P<new>\"[^\"]+\"|'[^']+'|`[^`]+`|\S+)(?P<rest>\s+(?:in|for|of|on)\s+.+)?",
    re.IGNORECASE,
)
_SAYS_VALUE = re.compile(r"[\d\"'`./:_-]")
"""What no word of plain language has in it."""

_TYPES = ("resource", "data", "module", "provider", "variable", "locals")


def replace_value(request: Request, clause: str) -> Iterator[Intended]:
    """Each literal that is the old value, wherever the words allow."""
    found = _FORM.fullmatch(clause)
    if found is None:
        return
    if not found["sure"] and not (_SAYS_VALUE.search(found["old"]) and "from" in clause.lower()):
        return
    old, new = (found[name].strip("\"'`") for name in ("old", "new"))
    where = f"{found['what']} {found['rest'] or ''}"
    literal = re.compile(
        rb'"' + re.escape(quoted(old)[1:-1]).encode() + rb'"'
        if not re.fullmatch(r"\d+", old)
        else rb"(?<![\w.\"-])" + old.encode() + rb"(?![\w.\"-])"
    )
    written = new if re.fullmatch(r"\d+", old) and re.fullmatch(r"\d+", new) else quoted(new)
    edits: dict[str, tuple[TextEdit, ...]] = {}
    touched: set[str] = set()
    for target in targets(request, where, _TYPES) or blocks_within(request, _TYPES):
        span = target.block.body
        for place in literal.finditer(target.document.text, span.start, span.end):
            edit = TextEdit(Span(place.start(), place.end()), written)
            edits[target.path] = (*edits.get(target.path, ()), edit)
            touched.add(target.block.address)
    if edits:
        title = f"Replace {old} by {new}"
        yield Intended(Candidate(title, edits), frozenset(touched), exact=True)
