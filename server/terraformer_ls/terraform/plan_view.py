"""A plan for a person to read: what would happen, per resource.

Knows the plan's JSON and nothing of editors: who shows it decides on colours and places.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast


class Action(StrEnum):
    """What Terraform would do to an object, with the sign that it prints."""

    CREATE = "+"
    UPDATE = "~"
    REPLACE = "-/+"
    DELETE = "-"
    READ = "<="
    FORGET = "."
    NOTHING = " "


@dataclass(frozen=True, slots=True)
class Planned:
    """What would happen to one resource, over all of its instances."""

    action: Action
    instances: int
    importing: bool = False

    @property
    def sentence(self) -> str:
        """As a lens over the block: `+ create, 3 instances`, `import`."""
        words = "import" if self.importing else f"{self.action} {self.action.name.lower()}"
        return words if self.instances == 1 else f"{words}, {self.instances} instances"


def planned_by_address(plan: Mapping[str, Any]) -> dict[str, Planned]:
    """What would happen, by the resource's address without instance keys.

    An address has its module's path in front: `module.app.aws_vpc.main`. Where instances differ,
    the action of the first one is named.
    """
    found: dict[str, Planned] = {}
    for change in plan.get("resource_changes", ()):
        address = _without_keys(change)
        known = found.get(address)
        if known is not None:
            found[address] = Planned(known.action, known.instances + 1, known.importing)
        else:
            importing = "importing" in change["change"]
            found[address] = Planned(_action(change["change"]["actions"]), 1, importing)
    return found


def render_plan(plan: Mapping[str, Any]) -> str:
    """The plan as text, in Terraform's own manner: one block per object, then the sum."""
    lines: list[str] = []
    changes: list[Mapping[str, Any]] = list(plan.get("resource_changes", ()))
    counts: dict[Action, int] = {}
    for change in changes:
        action = _action(change["change"]["actions"])
        counts[action] = counts.get(action, 0) + 1
        importing = change["change"].get("importing")
        if action is Action.NOTHING and importing is None:
            continue
        kind = "data" if change.get("mode") == "data" else "resource"
        from_ = f", imported from {importing.get('id', '')}" if importing is not None else ""
        lines.append(f"# {change['address']}{from_}")
        sign = "" if action is Action.NOTHING else f"{action} "
        lines.append(f'{sign}{kind} "{change["type"]}" "{change["name"]}" {{')
        after: Mapping[str, Any] = change["change"].get("after") or {}
        unknown: Mapping[str, Any] = change["change"].get("after_unknown") or {}
        secret = change["change"].get("after_sensitive")
        hidden = cast("dict[str, Any]", secret) if isinstance(secret, dict) else {}
        for name in sorted({*after, *unknown}):
            text = _value(name, after, unknown, hidden)
            if text:
                lines.append(f"    {name} = {text}")
        lines += ["}", ""]
    outputs: Mapping[str, Any] = plan.get("output_changes", {})
    for name, change in sorted(outputs.items()):
        shown = "(known after apply)" if change.get("after_unknown") is True else None
        shown = "(sensitive)" if change.get("after_sensitive") is True else shown
        lines.append(f"{Action.CREATE} output {name} = {shown or _json(change.get('after'))}")
    created, updated = counts.get(Action.CREATE, 0), counts.get(Action.UPDATE, 0)
    replaced, deleted = counts.get(Action.REPLACE, 0), counts.get(Action.DELETE, 0)
    lines.append(
        f"Plan: {created + replaced} to add, {updated} to change, {deleted + replaced} to destroy."
    )
    return "\n".join(lines) + "\n"


def _without_keys(change: Mapping[str, Any]) -> str:
    module = str(change.get("module_address", ""))
    kept = "".join(part.split("]", 1)[-1] for part in f"]{module}".split("["))
    prefix = "data." if change.get("mode") == "data" else ""
    return f"{kept}{'.' if kept else ''}{prefix}{change['type']}.{change['name']}"


def _action(actions: list[str]) -> Action:
    match actions:
        case ["create"]:
            return Action.CREATE
        case ["update"]:
            return Action.UPDATE
        case ["delete"]:
            return Action.DELETE
        case ["read"]:
            return Action.READ
        case ["forget"]:
            return Action.FORGET
        case ["no-op"]:
            return Action.NOTHING
        case _:
            return Action.REPLACE


def _value(
    name: str, after: Mapping[str, Any], unknown: Mapping[str, Any], hidden: Mapping[str, Any]
) -> str:
    if unknown.get(name) is True:
        return "(known after apply)"
    value = after.get(name)
    if value is None or value in ([], {}):
        return ""
    return "(sensitive)" if hidden.get(name) is True else _json(value)


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False).replace("\n", "\n    ")
