"""Explanations of Checkov's checks, from a catalogue that `tools/checkov_catalogue.py` writes.

Made from the checks of the pinned Checkov: a check that only another version has is not known.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

from terraformer_ls.explain.explanation import Explanation
from terraformer_ls.hcl.format import formatted

_SOURCE = "https://github.com/bridgecrewio/checkov/blob/{version}/checkov/terraform/checks/{file}"
_EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class _Catalogue:
    version: str
    checks: dict[str, dict[str, object]]


def explain_checkov_check(rule: str) -> Explanation | None:
    """What a check of Checkov's looks at and wants, and the link to its source."""
    catalogue = _catalogue()
    check = catalogue.checks.get(rule.upper())
    if check is None:
        return None
    types = cast("list[str]", check["types"])
    source = str(check.get("source", ""))
    bad = str(check.get("bad", ""))
    return Explanation(
        rule=rule.upper(),
        title=str(check["name"]).strip(),
        why=_why(check, types),
        bad=_formatted(_empty_block(types[0]) if bad == _EMPTY else bad),
        good=_formatted(str(check.get("good", ""))),
        references=(_SOURCE.format(version=catalogue.version, file=source),) if source else (),
    )


def _why(check: dict[str, object], types: list[str]) -> str:
    listed = ", ".join(f"`{type_}`" for type_ in types)
    more = check.get("more")
    others = f" and {more} other types" if more else ""
    wants = check.get("wants")
    sentences = [f"A check of Checkov's about {check['category']}, on {listed}{others}."]
    if wants:
        sentences.append(f"It passes if {wants}.")
    elif check.get("reads"):
        read = [f"`{name}`" for name in cast("list[str]", check["reads"])]
        sentences.append(f"Its code looks at {_listed(read)}.")
    else:
        sentences.append("What it wants is in its source alone.")
    if "bad" in check:
        sentences.append("The examples show only what the check looks at.")
    return " ".join(sentences)


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _formatted(example: str) -> str:
    return formatted(example.encode()).decode()


def _empty_block(type_: str) -> str:
    kind, _, name = type_.rpartition(".")
    labels = f'"{name}"' if kind in ("provider", "module") else f'"{name}" "example"'
    return f"{kind or 'resource'} {labels} {{\n}}\n"


@cache
def _catalogue() -> _Catalogue:
    text = resources.files("terraformer_ls.explain").joinpath("checkov.json").read_text("utf-8")
    written = json.loads(text)
    checks: dict[str, dict[str, object]] = {
        rule: {"category": category, **check}
        for category, checks in written["checks"].items()
        for rule, check in checks.items()
    }
    return _Catalogue(written["version"], checks)
