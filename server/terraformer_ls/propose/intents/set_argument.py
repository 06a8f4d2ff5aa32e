"""Intent: give an argument a value ("set the timeout to 30 seconds", "use t3.large")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.rewrite import set_value
from terraformer_ls.propose.intents.arguments import Argument, arguments_of, named_argument
from terraformer_ls.propose.intents.request import Intended, Request
from terraformer_ls.propose.intents.targets import Target, blocks_within, targets
from terraformer_ls.propose.intents.values import literal
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.propose.recipes.merge import merge
from terraformer_ls.schema.cty import Kind

_TYPES = ("resource", "data", "module", "provider", "variable", "locals")
_VERBS = (
    "set|change|update|increase|decrease|raise|lower|reduce|bump|make|switch|scale|resize|upgrade|"
    "downgrade|move|extend|shorten|adjust|modify|configure|put"
)
_SET = re.compile(
    rf"(?:{_VERBS})\s+(?P<what>.+?)\s*(?:\bto\b|\bas\b|=)\s*(?P<value>.+)", re.IGNORECASE
)
_IS = re.compile(
    r"(?P<what>.+?)\s*(?:\bshould be\b|\bmust be\b|(?<![=!<>])=(?!=))\s*(?P<value>.+)",
    re.IGNORECASE,
)
_USE = re.compile(
    r"(?:use|run(?: on)?|switch to|upgrade to|move to|change to|resize to|scale to)\s+"
    r"(?P<value>\S+(?:\s+(?:gb|mb|days|seconds|minutes))?)"
    r"(?:\s+(?:for|as|on|in)\s+(?P<what>.+))?",
    re.IGNORECASE,
)
_ADD = re.compile(
    r"(?:add|give|with)\s+(?:an?\s+|the\s+)?(?P<what>[\w -]+?)\s+(?:of|with)\s+(?P<value>.+)",
    re.IGNORECASE,
)
_GIVE = re.compile(
    r"(?:give|grant|assign)\s+(?P<target>.+?)\s+(?P<value>\d+\s*[a-z]*)\s+(?:of\s+)?(?P<what>.+)",
    re.IGNORECASE,
)
_KEEP = re.compile(
    r"(?:keep|retain|store)\s+(?P<what>.+?)\s+for\s+(?P<value>\d+\s*[a-z]+)(?P<rest>\s.+)?",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s+from\s+(?P<old>\S+)$", re.IGNORECASE)
_WHERE = re.compile(
    r"\s+(?:for|on|in|of)\s+(?=the\b|all\b|every\b|each\b|both\b|my\b|[a-z]\w*[_.])"
)

_UNIT = re.compile(r"\d\s*(gb|gib|mb|mib|days?|weeks?|seconds?|minutes?|hours?)\b", re.IGNORECASE)
_MEANT_BY_UNIT = {
    **dict.fromkeys(("gb", "gib"), "size"),
    **dict.fromkeys(("mb", "mib"), "memory size"),
    **dict.fromkeys(("day", "days", "week", "weeks"), "retention"),
    **dict.fromkeys(("second", "seconds", "minute", "minutes"), "timeout"),
}
_NUMBERS = frozenset({Kind.NUMBER})
_ANY = frozenset(Kind)

_FORMS = (
    re.compile(r"(?:[a-z]{2,4}\.)?[a-z]+\d+[a-z-]*\.\w+"),  # t3.large, db.t4g.medium
    re.compile(r"Standard_[A-Z]+\d\w*"),
    re.compile(r"(?:Standard|Premium|StandardSSD)_(?:LRS|ZRS|GRS|RAGRS|GZRS)"),
    re.compile(r"[a-z]{2}-[a-z]+-\d[a-z]|[a-z]+-[a-z]+\d-[a-z]"),  # zones
    re.compile(r"[a-z]\d+[a-z]?-(?:standard|highmem|highcpu|micro|small|medium)(?:-\d+)?"),
    re.compile(r"\d+\.\d+\.\d+\.\d+/\d+"),
    re.compile(r"(?:python|nodejs|java|dotnet|ruby|go|provided)[\d.a-z]*"),
    re.compile(r"gp[23]|io[12]|st1|sc1"),
    re.compile(r"\d+\.\d+(?:\.\d+)?"),
)
"""Values that tell what they are values of."""


def set_argument(request: Request, clause: str) -> Iterator[Intended]:
    """The named argument of each meant block with the value that the words give."""
    for form in (_KEEP, _GIVE, _SET, _USE, _ADD, _IS):
        found = form.fullmatch(clause)
        if found is None:
            continue
        what, value = found["what"] or "", found["value"]
        if form is _GIVE:
            what = f"{what} of {found['target']}"
        elif form is _KEEP:
            what = f"{what} retention {found['rest'] or ''}"
        placed = _WHERE.search(value)
        if placed is not None:
            value, what = value[: placed.start()], f"{what} {value[placed.start() :]}"
        old = _FROM.search(what)
        what = what[: old.start()] if old is not None else what
        intended = _by_form(request, what, value) or _named(request, what, value)
        if intended is not None:
            yield intended
            return


def _named(request: Request, what: str, value: str) -> Intended | None:
    """The change of the argument that the words name, and the value's unit where they name none.

    A quantity is a number's before it is a text's.
    """
    unit = _UNIT.search(value)
    implied = _MEANT_BY_UNIT.get(unit[1].lower(), "") if unit is not None else ""
    kinds = (_NUMBERS, _ANY) if re.match(r"\d", value) else (_ANY,)
    for words in dict.fromkeys((what, f"{what} {implied}".strip())):
        for kind in kinds:
            intended = _named_of(request, words, value, kind)
            if intended is not None:
                return intended
    return None


def _named_of(request: Request, what: str, value: str, kinds: frozenset[Kind]) -> Intended | None:
    def fits(argument: Argument) -> bool:
        written = literal(argument.type, value, argument.path[-1])
        return argument.type.kind in kinds and written is not None

    meant = targets(request, what, _TYPES)
    choices = [
        (found[0], target, found[1])
        for target in meant or blocks_within(request, _TYPES)
        if (found := named_argument(request, target, what, beside=bool(meant), fits=fits))
    ]
    if not choices:
        return None
    best = max(score for score, _, _ in choices)
    chosen = [(target, argument) for score, target, argument in choices if score == best]
    if not meant and len(chosen) > 1:
        return None  # nothing says which
    return _change(chosen, value)


def _by_form(request: Request, what: str, value: str) -> Intended | None:
    """The change of the one value that looks like the new one."""
    form = next((form for form in _FORMS if form.fullmatch(value.strip("\"'`"))), None)
    if form is None:
        return None
    meant = targets(request, what)
    chosen = [
        (target, argument)
        for target in meant or blocks_within(request)
        for argument in arguments_of(request, target)
        if argument.present is not None and form.fullmatch(_text(target, argument).strip('"'))
    ]
    return _change(chosen, value) if len(chosen) == 1 else None


def _change(chosen: list[tuple[Target, Argument]], value: str) -> Intended | None:
    edits: dict[str, tuple[TextEdit, ...]] = {}
    shown = ""
    for target, argument in chosen:
        written = literal(argument.type, value, argument.path[-1])
        if written is None:
            return None
        if argument.present is not None:
            if _text(target, argument) == written:
                continue
            edit = set_value(argument.present, written)
        else:
            edit = merge(target.document, target.block, argument.body(written))
        if edit is not None:
            edits[target.path] = (*edits.get(target.path, ()), edit)
            shown = f"Set `{argument.shown}` to {written}"
    if not edits:
        return None
    touched = frozenset(target.block.address for target, _ in chosen)
    return Intended(Candidate(shown, edits), touched, exact=True)


def _text(target: Target, argument: Argument) -> str:
    assert argument.present is not None
    span = argument.present.value_span
    return target.document.text[span.start : span.end].decode("utf-8", "replace")
