"""What packages of Rego are asked and what their values say, whichever engine evaluates them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

_DENYING = ("deny", "violation")
_WARNING = ("warn",)


def query_for(packages: Mapping[str, str]) -> str:
    """A query for the value of each package (`data.` left away) by its policy's id."""
    # One a line, since regorus refuses lines that are longer than 1024 columns.
    entries = ",\n".join(f"{json.dumps(name)}: data.{at}" for name, at in packages.items())
    return f"{{\n{entries}\n}}"


def value_of(answer: str) -> object:
    """The value in an engine's answer to a query, the JSON of OPA's REST API; {} if undefined."""
    rows: list[Any] = json.loads(answer).get("result") or []
    return rows[0]["expressions"][0]["value"] if rows else {}


def what_it_said(package: object) -> Iterator[dict[str, Any]]:
    """What a package's rules say: conftest's sets of messages, or plain rules that are false."""
    if not isinstance(package, dict):
        return
    rules = cast("dict[str, object]", package)
    spoken = [name for name in rules if _is_one_of(name, (*_DENYING, *_WARNING))]
    for name in spoken:
        level = "warn" if _is_one_of(name, _WARNING) else "deny"
        for item in _said(rules[name]):
            yield {"level": level, **_item(item, name)}
    if not spoken:
        for name, value in rules.items():
            if value is False:
                yield {"level": "deny", "message": f"{name} is false"}


def _is_one_of(name: str, families: tuple[str, ...]) -> bool:
    """Whether a rule is called `deny` or, as conftest allows, `deny_something`."""
    return any(name == family or name.startswith(f"{family}_") for family in families)


def _said(value: object) -> list[object]:
    """The messages of a rule: a set of them, a single one, or nothing but that it holds."""
    if isinstance(value, list):
        return cast("list[object]", value)
    if isinstance(value, dict) or value is True or (isinstance(value, str) and value):
        return [cast("object", value)]
    return []


def _item(item: object, rule: str) -> dict[str, Any]:
    if isinstance(item, dict):
        said = cast("dict[str, object]", item)
        return {
            "message": str(said.get("msg") or said.get("message") or rule),
            "address": str(said.get("address") or said.get("resource") or ""),
            "argument": str(said.get("argument") or said.get("attribute") or ""),
        }
    return {"message": item if isinstance(item, str) else f"{rule} holds"}
