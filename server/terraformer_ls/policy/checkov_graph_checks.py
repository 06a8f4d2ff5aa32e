"""How Checkov's graph checks are run: in turn, on blocks that are found by their type, and only if
there are blocks of which they speak.

Runs inside Checkov's environment. Which checks fail where is as without it, only sooner known.
"""
# Checkov is not installed where this file is type-checked, and its own types are loose.
# pyright: basic, reportMissingImports=false

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Iterator
from typing import Any

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
from checkov.common.checks_infra.solvers.connections_solvers.complex_connection_solver import (
    ComplexConnectionSolver,
)
from checkov.common.checks_infra.solvers.filter_solvers.base_filter_solver import BaseFilterSolver
from checkov.common.graph.checks_infra.registry import BaseRegistry
from rustworkx import PyDiGraph

__all__ = ["install"]


def install() -> None:
    """Run graph checks so from now on. Where a user's own Checkov differs, it goes the long way."""
    for change in (_compile_patterns, _look_blocks_up_by_type, _run_checks_in_turn):
        with contextlib.suppress(AttributeError, ImportError, KeyError):
            change()


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


def _run_checks_in_turn() -> None:
    """Run them in one thread: they compute only, so threads would but wait for each other."""
    types = functools.cache(_types_of)

    def run_checks(self: Any, graph: Any, runner_filter: Any, report_type: str) -> dict[Any, Any]:
        results: dict[Any, Any] = {}
        there = _blocks(graph).types if isinstance(graph, PyDiGraph) else None
        for check in self.checks:
            if not runner_filter.should_run_check(check, report_type=report_type):
                continue
            spoken_of = types(check.solver)
            if there is not None and spoken_of is not None and there.isdisjoint(spoken_of):
                results[check] = []
                continue
            # Checkov never looks at what its threads raised: such a check has no results.
            with contextlib.suppress(Exception):
                self.run_check_parallel(check, results, graph)
        return results

    _ = BaseRegistry.run_checks, BaseRegistry.run_check_parallel
    BaseRegistry.run_checks = run_checks
    for check in get_graph_checks_registry("terraform").checks:
        types(check.solver)


def _types_of(solver: Any) -> frozenset[str] | None:
    """The types without any block of which a check says nothing; None where there are no such."""
    if isinstance(solver, ComplexConnectionSolver):
        parts = [part for part in solver.solvers if not isinstance(part, BaseFilterSolver)]
        found = [_types_of(part) for part in parts]
        if not found or None in found:
            return None
        return frozenset().union(*(types for types in found if types is not None))
    if isinstance(solver, BaseConnectionSolver):
        lists = [solver.resource_types, solver.connected_resources_types]
    elif isinstance(solver, BaseAttributeSolver | BaseComplexSolver):
        lists = [solver.resource_types]
    else:  # an allow-list, say, speaks of every block
        return None
    # No list of types means blocks of all types, and a text any type that is a part of it.
    if not all(isinstance(types, list) and types for types in lists):
        return None
    return frozenset(type_ for types in lists for type_ in types)


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

    @property
    def types(self) -> set[str] | None:
        """The types that there are; None where a block's type is not a text."""
        untyped = any("resource_type" in self.all[number] for number in self._untyped)
        return None if untyped else set(self._by_type)

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
