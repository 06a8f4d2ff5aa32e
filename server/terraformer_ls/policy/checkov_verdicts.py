"""What Checkov's plain checks said of a block in an earlier scan is said again.

Runs inside Checkov's environment, in forks. A plain check looks at one block, after variables are
filled in, so its verdict depends on that block's content alone. Where it does not, the check is
run:

- a check that asks for the graph (reading its `graph` is noticed) or that ended with an error;
- a block whose content a check changed, since what comes later sees the change;
- a block whose name is there twice in its file, since some checks remember by file and name.

What a check noted on itself while it ran is noted again, so that it can be asked about its keys.
It knows nothing of graph checks.
"""
# Checkov is not installed where this file is type-checked, and its own types are loose.
# pyright: basic, reportMissingImports=false

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import Counter
from typing import Any

import checkov_memory
from checkov.common.checks.base_check import BaseCheck
from checkov.common.checks.base_check_registry import BaseCheckRegistry
from checkov.terraform.runner import Runner

__all__ = ["install", "under"]

_NOT_STATE = frozenset({"graph", "logger", "entity_path"})
"""Attributes of a check that say nothing of its verdict."""


def install() -> None:
    """Remember verdicts from now on."""
    scan, judge_all = BaseCheckRegistry.scan, Runner.check_tf_definition
    BaseCheck.graph = property(_graph_of, _set_graph)

    def remembering_scan(registry: Any, *arguments: Any, **named: Any) -> Any:
        if _scan.options is None or named or len(arguments) != 4:
            return scan(registry, *arguments, **named)
        return _scan.judge(scan, registry, *arguments)

    def judge(runner: Any, report: Any, root: str, *arguments: Any, **named: Any) -> Any:
        _scan.count_names(runner, root)
        return judge_all(runner, report, root, *arguments, **named)

    BaseCheckRegistry.scan = remembering_scan
    Runner.check_tf_definition = judge


def under(options: dict[str, Any]) -> None:
    """Say which options the scan of this process runs under; before, nothing is remembered."""
    _scan.options = repr(sorted((name, repr(value)) for name, value in options.items()))


def _graph_of(check: Any) -> Any:
    _scan.asked_for_graph.add(check)
    return vars(check).get("graph")


def _set_graph(check: Any, graph: Any) -> None:
    vars(check)["graph"] = graph


class _Scan:
    """The one scan of this process."""

    def __init__(self) -> None:
        self.options: str | None = None
        self.asked_for_graph: set[Any] = set()
        self._names: Counter[tuple[str, str, str]] = Counter()
        self._before: dict[Any, dict[str, tuple[Any, Any]]] = {}

    def count_names(self, runner: Any, root: str) -> None:
        """Count how often each name is there in each file, called modules included."""
        for key, blocks in (runner.definitions or {}).items():
            file = f"{os.sep}{os.path.relpath(key.file_path, root)}"
            for kind, registry in runner.block_type_registries.items():
                for entity in blocks.get(kind) or ():
                    with contextlib.suppress(Exception):  # as Checkov: no such block is judged
                        type_, name, _ = registry.extract_entity_details(entity)
                        self._names[file, type_, name] += 1

    def judge(
        self, scan: Any, registry: Any, file: str, entity: Any, skips: Any, runner_filter: Any
    ) -> dict[Any, Any]:
        """What `scan` returns for a block."""
        try:
            type_, name, configuration = registry.extract_entity_details(entity)
            checks = registry.get_checks(type_)
            content = checkov_memory.content_of(entity)
        except Exception:
            return scan(registry, file, entity, skips, runner_filter)
        if not isinstance(configuration, dict) or self._names[file, type_, name] != 1:
            return scan(registry, file, entity, skips, runner_filter)
        context = (registry.__class__.__module__, file, skips, self.options)
        digest = hashlib.sha256(content)
        digest.update(repr((*context, [(check.id, type(check)) for check in checks])).encode())
        key = f"verdicts {digest.hexdigest()}"
        for check in checks:
            if check not in self._before:
                self._before[check] = _state(check)
        if checkov_memory.knows(key):
            results = self._said_again(checkov_memory.recall(key), checks)
            for check, result in results.items():
                if result is None:
                    arguments = (check, configuration, name, type_, file, {})
                    results[check] = registry.run_check(*arguments)
            return results
        self.asked_for_graph.clear()
        results = scan(registry, file, entity, skips, runner_filter)
        with contextlib.suppress(Exception):  # the block can't be pickled any more, say
            if checkov_memory.content_of(entity) == content:
                verdicts = [self._verdict(place, results) for place in enumerate(checks)]
                checkov_memory.keep(key, [v for v in verdicts if v is not None])
        return results

    def _verdict(self, place: tuple[int, Any], results: dict[Any, Any]) -> tuple[Any, ...] | None:
        """What is kept of a check: its place, its result (None: to be run again) and its state."""
        number, check = place
        if check not in results:
            return None
        result = results[check]
        if check in self.asked_for_graph or "check" in result or "entity" in result:
            return number, None, {}
        before = self._before[check]
        after = _state(check)
        return number, result, {name: after[name][0] for name in after if _new(name, before, after)}

    def _said_again(self, verdicts: list[Any], checks: list[Any]) -> dict[Any, Any]:
        results: dict[Any, Any] = {}
        for number, result, state in verdicts:
            results[checks[number]] = result
            vars(checks[number]).update(state)
        return results


def _state(check: Any) -> dict[str, tuple[Any, Any]]:
    """A check's attributes, each with a copy of what may change inside."""
    return {
        name: (value, value.copy() if isinstance(value, dict | list | set) else value)
        for name, value in vars(check).items()
        if name not in _NOT_STATE
    }


def _new(name: str, before: dict[str, tuple[Any, Any]], after: dict[str, tuple[Any, Any]]) -> bool:
    if name not in before:
        return True
    old, new = before[name], after[name]
    return old[0] is not new[0] or old[1] != new[1]


_scan = _Scan()
