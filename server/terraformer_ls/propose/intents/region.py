"""Intent: move everything to another region, with the zones in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.propose.intents.request import Intended, Request
from terraformer_ls.propose.proposal import Candidate

_REGION = r"(?:[a-z]{2}-(?:gov-|iso-)?[a-z]+-\d|[a-z]+-[a-z]+\d)"
_FORM = re.compile(
    rf"(?:change|set|switch|move|migrate|deploy|put|use)\b(?P<what>.*?)"
    rf"(?:\bfrom\s+(?P<old>{_REGION})\s+)?(?:\bto\b|\bin\b|\binto\b|=)\s*"
    rf"(?:the\s+)?(?:region\s+)?[\"'`]?(?P<new>{_REGION})[\"'`]?(?:\s+region)?",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(rf'\bregion\s*=\s*"(?P<region>{_REGION})"')
_DEFAULT = re.compile(
    rf'variable\s+"\w*region\w*"\s*\{{[^}}]*?default\s*=\s*"(?P<region>{_REGION})"'
)


def region(request: Request, clause: str) -> Iterator[Intended]:
    """Every literal of the region, and of a zone in it, within the extent's blocks."""
    found = _FORM.fullmatch(clause)
    if found is None:
        return
    blocks = list(request.extent.blocks(request.snapshot))
    old = found["old"] or _the_region([document.slice(b.node) for _, document, b in blocks])
    if not old or old == found["new"]:
        return
    edits: dict[str, tuple[TextEdit, ...]] = {}
    touched: set[str] = set()
    literal = re.compile(rb'"(?P<region>' + re.escape(old).encode() + rb')(?=[a-z]?"|-[a-z]")')
    for (path, *_), document, block in blocks:
        for place in literal.finditer(document.text, block.span.start, block.span.end):
            edit = TextEdit(Span(place.start("region"), place.end("region")), found["new"])
            edits[path] = (*edits.get(path, ()), edit)
            touched.add(block.address)
    if edits:
        title = f"Move from {old} to {found['new']}"
        yield Intended(Candidate(title, edits), frozenset(touched), exact=True)


def _the_region(texts: list[str]) -> str:
    """The one region that is named as such; "" where there is none, or several."""
    named = {
        found["region"]
        for text in texts
        for form in (_ASSIGNED, _DEFAULT)
        for found in form.finditer(text)
    }
    return named.pop() if len(named) == 1 else ""
