"""Intent: make a value a variable ("make the instance type configurable")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.rewrite import set_value
from terraformer_ls.propose.intents.arguments import Argument, arguments_of, named_argument
from terraformer_ls.propose.intents.place import placed_block
from terraformer_ls.propose.intents.request import Intended, Request
from terraformer_ls.propose.intents.targets import Target, blocks_within, targets
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.schema.cty import Kind
from terraformer_ls.schema.symbols import module_at

_FORMS = (
    re.compile(
        r"(?:add|create|introduce|use)\s+(?:an?\s+)?(?:input\s+)?variable\s+"
        r"(?:(?:called|named)\s+(?P<name>[\w-]+)\s+)?(?:for|to hold)\s+(?P<what>.+)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:make|turn)\s+(?P<what>.+?)\s+"
        r"(?:configurable|(?:in)?to an?\s+(?:input\s+)?variable|a\s+(?:input\s+)?variable|an input)"
        r"(?:\s+(?:called|named)\s+(?P<name>[\w-]+))?",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:extract|move|pull)\s+(?P<what>.+?)\s+(?:out\s+)?(?:in)?to\s+an?\s+(?:input\s+)?variable"
        r"(?:\s+(?:called|named)\s+(?P<name>[\w-]+))?",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:parametri[sz]e|variabli[sz]e)\s+(?P<what>.+?)(?:\s+(?:as|by)\s+(?P<name>[\w-]+))?",
        re.IGNORECASE,
    ),
)
_TYPES = ("resource", "data", "module", "provider", "locals")
_OWNERS = {"locals": "this module", "provider": "the provider"}
_LITERAL = re.compile(r'"(?:[^"\\$%]|\\.)*"|-?\d+(?:\.\d+)?|true|false')


def parametrise(request: Request, clause: str) -> Iterator[Intended]:
    """The value as a variable whose default it becomes, so that nothing changes for now."""
    found = next((match for form in _FORMS if (match := form.fullmatch(clause))), None)
    if found is None:
        return
    what = found["what"]
    meant = targets(request, what, _TYPES)
    choices = [
        (named[0], target, named[1])
        for target in meant or blocks_within(request, _TYPES)
        if (named := _literal_argument(request, target, what)) is not None
    ]
    best = max((score for score, _, _ in choices), default=0.0)
    chosen = [(target, argument) for score, target, argument in choices if score == best]
    values = {_value(target, argument) for target, argument in chosen}
    if not chosen or len(values) != 1 or (not meant and len(chosen) > 1 and found["name"] is None):
        return
    yield _intended(request, chosen, values.pop(), found["name"])


def _intended(
    request: Request, chosen: list[tuple[Target, Argument]], value: str, wanted: str | None
) -> Intended:
    target, argument = chosen[0]
    name = _free_name(request, target, argument, wanted)
    edits: dict[str, tuple[TextEdit, ...]] = {}
    for each, its in chosen:
        assert its.present is not None
        edits[each.path] = (*edits.get(each.path, ()), set_value(its.present, f"var.{name}"))
    owner = _OWNERS.get(target.block.type, target.block.address)
    what = argument.path[-1].replace("_", " ")
    text = (
        f'variable "{name}" {{\n'
        f"  type        = {_type(value, argument)}\n"
        f'  description = "{what[:1].upper()}{what[1:]} of {owner}."\n'
        f"  default     = {value}\n}}"
    )
    path, edit = placed_block(request.snapshot, target.path, "variable", text)
    edits[path] = (*edits.get(path, ()), edit)
    touched = frozenset({each.block.address for each, _ in chosen} | {f"var.{name}"})
    title = f"Make `{argument.shown}` the variable `{name}`"
    return Intended(Candidate(title, edits), touched, exact=True)


def _literal_argument(request: Request, target: Target, what: str) -> tuple[float, Argument] | None:
    named = named_argument(request, target, what)
    if named is None:
        return None
    score, argument = named
    if argument.present is None:
        same = [a for a in arguments_of(request, target) if a.present and a.path == argument.path]
        if not same:
            return None
        argument = same[0]
    return (score, argument) if _LITERAL.fullmatch(_value(target, argument)) else None


def _value(target: Target, argument: Argument) -> str:
    assert argument.present is not None
    span = argument.present.value_span
    return target.document.text[span.start : span.end].decode("utf-8", "replace")


def _type(value: str, argument: Argument) -> str:
    if argument.type.kind in (Kind.STRING, Kind.NUMBER, Kind.BOOL):
        return str(argument.type)
    if value.startswith('"'):
        return "string"
    return "bool" if value in ("true", "false") else "number"


def _free_name(request: Request, target: Target, argument: Argument, wanted: str | None) -> str:
    """The name asked for, else the argument's; the block's label before it where that is taken."""
    module = module_at(request.snapshot, target.path)
    own = argument.path[-1]
    label = target.block.labels[-1] if target.block.labels else target.block.type
    names = [wanted] if wanted else []
    generic = own in ("name", "type", "value", "size", "bucket", "identifier")
    by_label = f"{label}_{own}".replace("-", "_")
    names += [by_label, own] if generic else [own, by_label]
    names += [f"{by_label}_{number}" for number in range(2, 20)]
    return next(name for name in names if module is None or not module.declares(("var", name)))
