"""Checks that pass are counted, and no more: nothing is said of them, so no record is written.

Runs inside Checkov's environment, in forks. It knows nothing of checks that fail or are skipped.
"""
# Checkov is not installed where this file is type-checked, and its own types are loose.
# pyright: basic, reportMissingImports=false

from __future__ import annotations

from typing import Any

from checkov.common.checks.base_check_registry import BaseCheckRegistry
from checkov.common.models.enums import CheckResult
from checkov.terraform.runner import Runner

__all__ = ["count_only", "ids", "install"]

ids: set[str] = set()
"""The checks that passed somewhere and have no record there."""

_counted_only = False


def install() -> None:
    """Be ready to leave records away."""
    scan, run_graph_checks = BaseCheckRegistry.scan, Runner.run_graph_checks_results

    def scan_for_failures(registry: Any, *arguments: Any, **named: Any) -> Any:
        results = scan(registry, *arguments, **named)
        if not _counted_only:
            return results
        passed = {check for check, result in results.items() if _passed(result)}
        ids.update(check.id for check in passed)
        return {check: result for check, result in results.items() if check not in passed}

    def run_graph_checks_for_failures(runner: Any, *arguments: Any, **named: Any) -> Any:
        results = run_graph_checks(runner, *arguments, **named)
        if not _counted_only:
            return results
        return {
            check: [result for result in said if not _is_counted(runner, check, result)]
            for check, said in results.items()
        }

    BaseCheckRegistry.scan = scan_for_failures
    Runner.run_graph_checks_results = run_graph_checks_for_failures


def count_only(wanted: bool) -> None:
    """Say whether the scan of this process has no use for records of what passed."""
    global _counted_only
    _counted_only = wanted


def _is_counted(runner: Any, check: Any, result: Any) -> bool:
    """Whether a graph check's result would become a record of having passed."""
    if not _passed(result):
        return False
    context = runner.get_entity_context_and_evaluations(result["entity"])
    if not context or context.get("skipped_checks"):
        return False
    ids.add(check.id)
    return True


def _passed(result: Any) -> bool:
    return result["result"] == CheckResult.PASSED
