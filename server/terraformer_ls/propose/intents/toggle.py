"""Intent: switch something on or off ("enable multi-AZ", "turn off deletion protection")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.rewrite import set_value
from terraformer_ls.propose.intents.arguments import Argument, arguments_of, named_argument
from terraformer_ls.propose.intents.request import Intended, Request, stems
from terraformer_ls.propose.intents.targets import Target, blocks_within, targets
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.propose.recipes.merge import merge
from terraformer_ls.schema.cty import Kind

_ON = re.compile(r"(?:enable|activate|turn on|switch on|use)\s+(?P<what>.+)", re.IGNORECASE)
_OFF = re.compile(
    r"(?:disable|deactivate|turn off|switch off|stop using)\s+(?P<what>.+)", re.IGNORECASE
)
_AROUND = re.compile(r"turn\s+(?P<what>.+?)\s+(?P<state>on|off)", re.IGNORECASE)
_SWITCHES = frozenset({"enabled", "enable", "disabled", "disable", "status", "is", "configuration"})


def toggle(request: Request, clause: str) -> Iterator[Intended]:
    """The switch that the words name, in each meant block."""
    around = _AROUND.fullmatch(clause)
    found = around or _ON.fullmatch(clause) or _OFF.fullmatch(clause)
    if found is None:
        return
    on = (
        around["state"].lower() == "on" if around is not None else _ON.fullmatch(clause) is not None
    )
    what = found["what"]
    meant = targets(request, what)
    choices = [
        (*chosen, target)
        for target in meant or blocks_within(request)
        if (chosen := _switch(request, target, what, beside=bool(meant))) is not None
    ]
    best = max((score for score, _, _ in choices), default=0.0)
    chosen = [(target, argument) for score, argument, target in choices if score == best]
    if not chosen or (not meant and len(chosen) > 1):
        return
    edits: dict[str, tuple[TextEdit, ...]] = {}
    for target, argument in chosen:
        inverted = bool(stems(argument.path[-1]) & {"disable", "disabled"})
        value = "true" if on != inverted else "false"
        edit = (
            set_value(argument.present, value)
            if argument.present is not None
            else merge(target.document, target.block, argument.body(value))
        )
        if edit is not None:
            edits[target.path] = (*edits.get(target.path, ()), edit)
    touched = frozenset(target.block.address for target, _ in chosen)
    title = f"{'Enable' if on else 'Disable'} {chosen[0][1].shown}"
    yield Intended(Candidate(title, edits), touched, exact=True)


def _switch(
    request: Request, target: Target, what: str, *, beside: bool
) -> tuple[float, Argument] | None:
    """The argument that is true or false and named by the words, `x { enabled = ... }` included."""
    found = named_argument(request, target, what, beside=beside, fits=_is_switch)
    if found is not None:
        return found
    said = stems(what) - stems(" ".join(target.block.labels)) or stems(what)
    for argument in arguments_of(request, target):
        own = stems(argument.path[-1])
        around = stems(" ".join(argument.path[:-1])) - _SWITCHES
        is_switch = own <= _SWITCHES and argument.type.kind is Kind.BOOL
        if is_switch and around and around <= said:
            return 0.9, argument
    return None


def _is_switch(argument: Argument) -> bool:
    return argument.type.kind is Kind.BOOL
