"""What a scan found, as JSON values: each failed check, and what there is to know of the check.

Runs inside Checkov's environment. Fix recipes are derived from what a check says of itself: the
attribute that it inspects, the values that it wants, or a graph check's definition.
"""
# Checkov is not installed where this file is type-checked, and its own types are loose.
# pyright: basic, reportMissingImports=false

from __future__ import annotations

import contextlib
import functools
import inspect
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import checkov_memory
import yaml
from checkov.common.checks.base_check_registry import BaseCheckRegistry
from checkov.common.checks_infra.registry import get_graph_checks_registry
from checkov.common.output.report import Report
from checkov.terraform.runner import Runner

_ANY_VALUE = "CKV_ANY"


def findings_of(report: Report, root: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The failed checks, and what there is to know of these checks, by their `about`."""
    checks = checks_by_id()
    abouts: dict[str, dict[str, Any]] = {}
    findings: list[dict[str, Any]] = []
    for record in report.failed_checks:
        check = checks.get(record.check_id)
        type_ = _type_of(record.resource)
        key = f"{record.check_id} {type_}"
        if check is not None and key not in abouts:
            abouts[key] = about_check(check, type_)
        finding = _finding(record, root)
        finding["about"] = key if check is not None else ""
        # A graph check's own list also has attributes of other resources and of the graph.
        judged = abouts.get(key, {}).get("judged")
        if judged is not None:
            finding["evaluated_keys"] = judged
        findings.append(finding)
    return findings, abouts


def _type_of(resource: str) -> str:
    """The resource type in Checkov's name of a block: `aws_vpc` of `module.a.aws_vpc.b["c.d"]`."""
    return re.sub(r"\[.*?\]$", "", resource).rpartition(".")[0].rpartition(".")[2]


def _finding(record: Any, root: str) -> dict[str, Any]:
    first_line, last_line = record.file_line_range
    keys = [str(key) for key in record.check_result.get("evaluated_keys") or []]
    return {
        "check": record.check_id,
        "name": record.check_name,
        "resource": record.resource,
        "file": os.path.relpath(record.file_abs_path, root),
        "lines": [first_line, last_line],
        "severity": record.severity.name if record.severity is not None else "",
        "guideline": record.guideline or "",
        "evaluated_keys": list(dict.fromkeys(keys)),
    }


def _judged_attributes(definition: Any, type_: str) -> list[str]:
    """The attributes of a type that a graph check judges, what is likeliest to blame first."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for condition in _conditions(definition):
        types = condition.get("resource_types") or []
        if type_ in ([types] if isinstance(types, str) else types):
            forbids = (
                str(condition.get("operator", "")).removeprefix("jsonpath_").startswith("not_")
            )
            key = "/".join(str(condition["attribute"]).split("."))
            (unwanted if forbids else wanted).append(key)
    return list(dict.fromkeys(wanted or unwanted))


def _definition(check_path: str) -> Any:
    """What a graph check of Checkov's own asks for, as its author wrote it."""
    with contextlib.suppress(OSError, ValueError, yaml.YAMLError):
        text = Path(check_path).read_text(encoding="utf-8")
        parsed = json.loads(text) if check_path.endswith(".json") else yaml.safe_load(text)
        return json.loads(json.dumps(parsed.get("definition")))
    return None


_known_definition = checkov_memory.remembering("definition", _definition)


def _conditions(definition: Any) -> Iterator[dict[str, Any]]:
    """The attribute conditions in a graph check's definition, in order."""
    if isinstance(definition, dict):
        if definition.get("cond_type") == "attribute" and "attribute" in definition:
            yield definition
        for value in definition.values():
            yield from _conditions(value)
    elif isinstance(definition, list):
        for value in definition:
            yield from _conditions(value)


def checks_by_id() -> dict[str, Any]:
    """Every Terraform check of Checkov."""
    graph_checks = get_graph_checks_registry("terraform").checks
    return _checks_by_id(len(BaseCheckRegistry.get_all_registered_checks()), len(graph_checks))


@functools.cache
def _checks_by_id(_registered: int, _graph_checks: int) -> dict[str, Any]:
    """The checks while there are so many: they are only ever added to."""
    found: dict[str, Any] = {}
    for registry in Runner.block_type_registries.values():
        for table in (registry.checks, registry.wildcard_checks):
            for checks in table.values():
                for check in checks:
                    found[check.id] = check
    for check in get_graph_checks_registry("terraform").checks:
        found.setdefault(check.id, check)
    return found


def about_check(check: Any, type_: str) -> dict[str, Any]:
    """What a check says of itself: where it is written, what it inspects and what it wants."""
    about: dict[str, Any] = {}
    check.entity_type = type_  # some checks inspect another key for another type
    path = getattr(check, "check_path", "") or inspect.getsourcefile(type(check)) or ""
    path, folder = path.replace(os.sep, "/"), "checkov/terraform/checks"
    if folder in path:
        about["source"] = path[path.rindex(folder) :]
    categories = getattr(check, "categories", None) or [getattr(check, "category", "")]
    about["categories"] = [getattr(category, "name", str(category)) for category in categories]
    inspected = _asked(check, "get_inspected_key")
    if isinstance(inspected, str):
        about["inspected_key"] = inspected
        expected = _asked(check, "get_expected_values")
        if isinstance(expected, list):
            about["any_value_will_do"] = _ANY_VALUE in expected
            about["expected_values"] = [v for v in expected if v != _ANY_VALUE and _is_json(v)]
            value = _asked(check, "get_expected_value")
            if value != _ANY_VALUE and _is_json(value):
                about["expected_value"] = value
        forbidden = _asked(check, "get_forbidden_values")
        if isinstance(forbidden, list):
            about["forbidden_values"] = [value for value in forbidden if _is_json(value)]
    if getattr(check, "check_path", ""):
        about["definition"] = _known_definition(check.check_path)
        about["judged"] = _judged_attributes(about["definition"], type_)
    return about


def _asked(check: Any, method: str) -> Any:
    asked = getattr(check, method, None)
    if asked is None:
        return None
    try:
        return asked()
    except Exception:  # some checks only know their key once they have run on a resource
        return None


def _is_json(value: Any) -> bool:
    if isinstance(value, list):
        return all(_is_json(item) for item in value)
    return value is None or isinstance(value, str | int | float | bool)
