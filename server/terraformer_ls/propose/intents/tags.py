"""Intent: add tags or labels ("tag everything with Owner=platform")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terraformer_ls.hcl.blocks import Attribute
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.rewrite import set_value
from terraformer_ls.propose.intents.arguments import Argument, arguments_of
from terraformer_ls.propose.intents.request import Intended, Request
from terraformer_ls.propose.intents.targets import Target, blocks_within, speaks_of_it, targets
from terraformer_ls.propose.intents.values import quoted
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.propose.recipes.merge import merge

_FORM = re.compile(
    r"(?:(?:add|set|put|attach|apply)\s+(?:an?\s+|the\s+)?(?:tag|label)s?\b"
    r"|(?:tag|label)\b)\s*(?P<what>.+)",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"(?P<key>\"[^\"]+\"|'[^']+'|`[^`]+`|[\w:./-]+?)\s*"
    r"(?:=|:(?!\S*:)|\bwith (?:the )?value\b|\bset to\b)"
    r"\s*(?P<value>\"[^\"]*\"|'[^']*'|`[^`]*`|[\w./@+-]+)"
)
_ARGUMENTS = (("tags",), ("labels",))
_REFERENCE = re.compile(r"(?:var|local|module|data)\.[\w.]+")


def tags(request: Request, clause: str) -> Iterator[Intended]:
    """The tags in each meant block, or in all that take tags where none is named."""
    found = _FORM.fullmatch(clause)
    if found is None:
        return
    pairs = [(p["key"].strip("\"'`"), p["value"]) for p in _PAIR.finditer(found["what"])]
    if not pairs:
        return
    rest = _PAIR.sub(" ", found["what"])
    anything = () if speaks_of_it(rest) else blocks_within(request)
    chosen = [
        (target, argument)
        for target in targets(request, rest) or anything
        for argument in arguments_of(request, target)
        if argument.path in _ARGUMENTS
    ]
    edits: dict[str, tuple[TextEdit, ...]] = {}
    touched: set[str] = set()
    for target, argument in chosen:
        edit = _edit(target, argument, pairs)
        if edit is not None:
            edits[target.path] = (*edits.get(target.path, ()), edit)
            touched.add(target.block.address)
    if edits:
        shown = ", ".join(f"{key} = {_value(value)}" for key, value in pairs)
        yield Intended(Candidate(f"Add the tag {shown}", edits), frozenset(touched), exact=True)


def _edit(target: Target, argument: Argument, pairs: list[tuple[str, str]]) -> TextEdit | None:
    elements = [f"{_key(key)} = {_value(value)}" for key, value in pairs]
    present = argument.present
    if present is not None and not _is_object(target, present):
        # Tags from elsewhere stay, whatever they are.
        before = target.document.text[present.value_span.start : present.value_span.end].decode()
        if before.startswith("merge(") and before.endswith(")"):
            before = before[len("merge(") : -1].rstrip().rstrip(",")
        return set_value(present, f"merge({before}, {{ {', '.join(elements)} }})")
    inside = "\n".join(f"  {element}" for element in elements)
    return merge(target.document, target.block, f"{argument.path[-1]} = {{\n{inside}\n}}")


def _is_object(target: Target, attribute: Attribute) -> bool:
    return target.document.text[attribute.value_span.start : attribute.value_span.start + 1] == b"{"


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z_][\w-]*", key) else quoted(key)


def _value(said: str) -> str:
    return said if _REFERENCE.fullmatch(said) else quoted(said.strip("\"'`"))
