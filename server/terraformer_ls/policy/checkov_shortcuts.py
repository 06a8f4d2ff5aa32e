"""What Checkov does at every scan and need not: done once beforehand, done plainly, or left out.

Runs inside Checkov's environment. A shortcut never changes which checks fail where; a scan without
any of them gives the same answer, only later. It knows nothing of what is remembered between scans,
which is in `checkov_memory.py`.
"""
# Checkov is not installed where this file is type-checked, and its own types are loose.
# pyright: basic, reportMissingImports=false

from __future__ import annotations

import contextlib
import copy
import encodings.utf_8_sig  # noqa: F401 - files are read with it
import functools
import os
import re
from collections.abc import Iterator
from typing import Any

import checkov.common.graph.db_connectors.rustworkx.rustworkx_db_connector  # noqa: F401 - ditto
import hcl2.parser
from checkov.common.checks_infra.registry import get_graph_checks_registry
from checkov.common.checks_infra.solvers.attribute_solvers.base_attribute_solver import (
    SUPPORTED_BLOCK_TYPES,
    BaseAttributeSolver,
)
from checkov.common.checks_infra.solvers.complex_solvers.base_complex_solver import (
    BaseComplexSolver,
)
from checkov.common.checks_infra.solvers.connections_solvers.base_connection_solver import (
    BaseConnectionSolver,
)
from checkov.common.graph.checks_infra.registry import BaseRegistry
from checkov.common.runners import base_runner
from checkov.terraform import base_runner as terraform_base_runner
from rustworkx import PyDiGraph

__all__ = ["install", "remember_paths"]


def install() -> None:
    """Take the shortcuts from now on. Where a user's own Checkov differs, it goes the long way."""
    shortcuts = (
        _build_lexers,
        _compile_patterns,
        _copy_no_more_than_needed,
        _look_blocks_up_by_type,
        _run_graph_checks_in_turn,
    )
    for shortcut in shortcuts:
        with contextlib.suppress(AttributeError, ImportError, KeyError):
            shortcut()


def remember_paths() -> None:
    """Work each path out once. Only for a process that stays in its working directory."""
    os.path.abspath = functools.cache(os.path.abspath)
    os.path.relpath = functools.cache(os.path.relpath)


def _build_lexers() -> None:
    """Compile the parser's regular expressions, which it does when a state is first reached."""
    lexer = vars(hcl2.parser)["Hcl2"].lark_parser.parser.lexer
    for inner in (*lexer.lexers.values(), lexer.root_lexer):
        _ = inner.scanner


def _compile_patterns() -> None:
    """Compile the patterns of attributes that graph checks look at."""
    compiled = functools.cache(BaseAttributeSolver.get_attribute_patterns)
    BaseAttributeSolver.get_attribute_patterns = staticmethod(compiled)
    for check in get_graph_checks_registry("terraform").checks:
        for each in _with_parts(check):
            if isinstance(each.attribute, str) and "*" in each.attribute:
                with contextlib.suppress(re.error):  # as when it is asked for
                    compiled(each.attribute)


def _with_parts(check: Any) -> Iterator[Any]:
    """A graph check and the checks that it is made of."""
    yield check
    for part in check.sub_checks:
        yield from _with_parts(part)


def _copy_no_more_than_needed() -> None:
    """Results of graph checks are copied to set a key of theirs, so the outermost level will do."""
    for module in (base_runner, terraform_base_runner):
        _ = module.pickle_deepcopy
        module.pickle_deepcopy = copy.copy


def _run_graph_checks_in_turn() -> None:
    """Graph checks in one thread: they compute only, so threads would but wait for each other."""

    def run_checks(self: Any, graph: Any, runner_filter: Any, report_type: str) -> dict[Any, Any]:
        results: dict[Any, Any] = {}
        for check in self.checks:
            if runner_filter.should_run_check(check, report_type=report_type):
                # Checkov never looks at what its threads raised: such a check has no results.
                with contextlib.suppress(Exception):
                    self.run_check_parallel(check, results, graph)
        return results

    _ = BaseRegistry.run_checks, BaseRegistry.run_check_parallel
    BaseRegistry.run_checks = run_checks


class _Blocks:
    """The blocks of a graph by resource type, in the graph's order."""

    def __init__(self, graph: Any) -> None:
        self.all: list[dict[str, Any]] = [attributes for _, attributes in graph.nodes()]
        self._untyped: list[int] = []
        self._by_type: dict[str, list[int]] = {}
        for number, attributes in enumerate(self.all):
            type_ = attributes.get("resource_type")
            places = self._by_type.setdefault(type_, []) if type(type_) is str else self._untyped
            places.append(number)

    def of(self, types: Any) -> list[dict[str, Any]]:
        """What Checkov finds by asking every block: those of the types, all if none is given."""
        if not types:
            return list(self.all)
        if isinstance(types, str):  # a part of its text is as good, as with Checkov's own `in`
            return [v for v in self.all if "resource_type" in v and v["resource_type"] in types]
        places = [number for type_ in set(types) for number in self._by_type.get(type_, ())]
        for number in self._untyped:
            attributes = self.all[number]
            if "resource_type" in attributes and attributes["resource_type"] in types:
                places.append(number)
        return [self.all[number] for number in sorted(places)]


def _blocks(graph: Any) -> _Blocks:
    if not isinstance(graph.attrs, _Blocks):
        graph.attrs = _Blocks(graph)
    return graph.attrs


def _look_blocks_up_by_type() -> None:
    """Find the blocks of a type at once instead of asking all blocks, for each of 200 checks."""
    set_vertices, run = BaseConnectionSolver.set_vertices, BaseAttributeSolver.run
    run_complex = BaseComplexSolver.run

    def run_in_turn(self: Any, graph_connector: Any) -> Any:
        if not isinstance(graph_connector, PyDiGraph):
            return run(self, graph_connector)
        passed: list[Any] = []
        failed: list[Any] = []
        unknown: list[Any] = []
        for attributes in _blocks(graph_connector).of(self.resource_types):
            if attributes.get("block_type_") in SUPPORTED_BLOCK_TYPES:
                # As with checks: Checkov never looks at what its threads raised.
                with contextlib.suppress(Exception):
                    self._process_node(attributes, passed, failed, unknown)
        return passed, failed, unknown

    def run_complex_by_type(self: Any, graph_connector: Any) -> Any:
        if not isinstance(graph_connector, PyDiGraph):
            return run_complex(self, graph_connector)
        passed: list[Any] = []
        failed: list[Any] = []
        unknown: list[Any] = []
        for attributes in _blocks(graph_connector).of(self.resource_types):
            result = self.get_operation(attributes)
            (unknown if result is None else passed if result else failed).append(attributes)
        return passed, failed, unknown

    def set_vertices_by_type(self: Any, graph: Any, excluded: Any, unknown: Any) -> None:
        if not isinstance(graph, PyDiGraph):
            return set_vertices(self, graph, excluded, unknown)
        blocks = _blocks(graph)
        ours = self.vertices_under_resource_types = blocks.of(self.resource_types)
        theirs = self.vertices_under_connected_resources_types = blocks.of(
            self.connected_resources_types
        )
        self.excluded_vertices = [v for v in (*ours, *theirs) if v in excluded]
        self.unknown_vertices = [v for v in (*ours, *theirs) if v in unknown]
        return None

    BaseAttributeSolver.run = run_in_turn
    BaseComplexSolver.run = run_complex_by_type
    BaseConnectionSolver.set_vertices = set_vertices_by_type
