"""What one scan works out and the next need not: results of pure functions, by their input.

Runs inside Checkov's environment, in forks that end after one scan; `checkov_worker.py` carries the
entries, as bytes, from one fork to the next. Only functions whose answer depends on their arguments
alone may be remembered, so that a scan answers the same with and without a memory.
"""
# Checkov is not installed where this file is type-checked, and its own types are loose.
# pyright: basic, reportMissingImports=false

from __future__ import annotations

import contextlib
import hashlib
import importlib
import pickle
from collections.abc import Callable
from typing import Any

import hcl2

_PURE_BUT_SLOW = (
    # They go through every action of AWS when a policy allows `*`.
    ("cloudsplaining.scan.statement_detail", "remove_actions_not_matching_access_level"),
    ("cloudsplaining.scan.statement_detail", "remove_wildcard_only_actions"),
    # It makes its parser's tables anew for every path.
    ("checkov.common.checks_infra.solvers.attribute_solvers.base_attribute_solver", "parse"),
    ("checkov.common.graph.graph_builder.graph_components.blocks", "parse"),
)
"""Functions of Checkov and its libraries whose answers are worth remembering: module and name."""

_EVALUATION = "checkov.terraform.graph_builder.variable_rendering.evaluate_terraform"

learned: dict[str, bytes] = {}
"""What earlier scans found out."""

fresh: dict[str, bytes] = {}
"""What this scan found out."""

used: list[str] = []
"""The keys in `learned` that served this scan."""


def install() -> None:
    """Make Checkov remember from now on."""
    parse = _remembering("hcl2", hcl2.loads)
    hcl2.load = lambda file: parse(file.read())
    for module, name in _PURE_BUT_SLOW:
        with contextlib.suppress(ImportError, KeyError):  # a user's Checkov may differ
            functions = vars(importlib.import_module(module))
            functions[name] = _remembering(name, functions[name])
    with contextlib.suppress(ImportError, KeyError):
        functions = vars(importlib.import_module(_EVALUATION))
        functions["evaluate"] = _remembering_evaluation(functions["evaluate"])


def _remembering(name: str, compute: Callable[..., Any]) -> Callable[..., Any]:
    """`compute`, answered from what earlier scans learned where that is known.

    For pure functions of text and lists of it. Each answer is a copy, since Checkov changes what it
    is given.
    """

    def remembered(*arguments: Any) -> Any:
        key = f"{name} {hashlib.sha256(repr(arguments).encode('utf-8', 'replace')).hexdigest()}"
        known = learned.get(key) or fresh.get(key)
        if known is not None:
            used.append(key)
            return pickle.loads(known)  # bytes that a scan of ours pickled
        value = compute(*arguments)
        with contextlib.suppress(Exception):  # what can't be pickled is worked out again
            fresh[key] = pickle.dumps(value)
        return value

    return remembered


def _remembering_evaluation(compute: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Checkov's evaluation of expressions: it makes an interpreter for each, and often fails."""

    def outcome(text: str) -> tuple[Any, str | None]:
        try:
            return compute(text), None
        except Exception as error:
            return None, str(error)

    remembered = _remembering("evaluate", outcome)

    def evaluate(text: Any) -> Any:
        # What assigns or tells the time is not a function of the text.
        if not isinstance(text, str) or "=" in text or "time" in text or "date" in text:
            return compute(text)
        value, problem = remembered(text)
        if problem is not None:
            raise ValueError(problem)
        return value

    return evaluate
