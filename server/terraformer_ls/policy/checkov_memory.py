"""What one scan works out and the next need not: results of pure functions, by their input.

Runs inside Checkov's environment, in forks that end after one scan; `checkov_forks.py` carries the
entries, as bytes, from one fork to the next. Only functions whose answer depends on their arguments
alone may be remembered, so that a scan answers the same with and without a memory.
"""
# Checkov is not installed where this file is type-checked, and its own types are loose.
# pyright: basic, reportMissingImports=false

from __future__ import annotations

import contextlib
import hashlib
import importlib
import io
import pickle
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import hcl2
from checkov.terraform.graph_builder.graph_components.module import Module

__all__ = [
    "content_of",
    "fresh",
    "get_ready",
    "install",
    "keep",
    "knows",
    "recall",
    "remembering",
    "used",
]

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

_learned: dict[str, bytes] = {}
"""What earlier scans found out."""

_ready: dict[str, list[Any]] = {}
"""Of that, values that were read ahead; each is handed out once, since Checkov changes them."""

fresh: dict[str, bytes] = {}
"""What this scan found out."""

used: list[str] = []
"""The keys that were recalled in this scan, each as often as it was."""


def install() -> None:
    """Make Checkov remember from now on."""
    parse = remembering("hcl2", hcl2.loads)
    hcl2.load = lambda file: parse(file.read())
    for module, name in _PURE_BUT_SLOW:
        with contextlib.suppress(ImportError, KeyError):  # a user's Checkov may differ
            functions = vars(importlib.import_module(module))
            functions[name] = remembering(name, functions[name])
    with contextlib.suppress(ImportError, KeyError):
        functions = vars(importlib.import_module(_EVALUATION))
        functions["evaluate"] = _remembering_evaluation(functions["evaluate"])
    Module.add_blocks = _remembering_blocks(Module.add_blocks)


def get_ready(learned: Mapping[str, bytes], wanted: Sequence[str]) -> None:
    """Inherit what earlier scans found out, and read what is wanted, so often, ahead."""
    _learned.update(learned)
    for key in wanted:
        _ready.setdefault(key, []).append(pickle.loads(learned[key]))


def knows(key: str) -> bool:
    """Whether there is an entry."""
    return key in _learned or key in fresh


def recall(key: str) -> Any:
    """The value of an entry, a copy that is the caller's own."""
    used.append(key)
    ahead = _ready.get(key)
    # The bytes are those that a scan of ours pickled.
    return ahead.pop() if ahead else pickle.loads(_learned.get(key) or fresh[key])


def keep(key: str, value: Any) -> None:
    """Make an entry, for this scan and the next ones."""
    with contextlib.suppress(Exception):  # what can't be pickled is worked out again
        fresh[key] = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def content_of(value: Any) -> bytes:
    """A value as bytes, however its parts are shared among each other."""
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dump(value)
    return stream.getvalue()


def remembering(name: str, compute: Callable[..., Any]) -> Callable[..., Any]:
    """`compute`, answered from what earlier scans learned where that is known.

    For pure functions of text and lists of it. Each answer is a copy, since Checkov changes what it
    is given.
    """

    def remembered(*arguments: Any) -> Any:
        key = f"{name} {hashlib.sha256(repr(arguments).encode('utf-8', 'replace')).hexdigest()}"
        if knows(key):
            return recall(key)
        value = compute(*arguments)
        keep(key, value)
        return value

    return remembered


def _remembering_evaluation(compute: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Checkov's evaluation of expressions: it makes an interpreter for each, and often fails."""

    def outcome(text: str) -> tuple[Any, str | None]:
        try:
            return compute(text), None
        except Exception as error:
            return None, str(error)

    remembered = remembering("evaluate", outcome)

    def evaluate(text: Any) -> Any:
        # What assigns or tells the time is not a function of the text.
        if not isinstance(text, str) or "=" in text or "time" in text or "date" in text:
            return compute(text)
        value, problem = remembered(text)
        if problem is not None:
            raise ValueError(problem)
        return value

    return evaluate


def _remembering_blocks(add: Callable[..., None]) -> Callable[..., None]:
    """Checkov's making of a graph's blocks from those of one kind in one file."""

    def add_blocks(module: Any, kind: str, blocks: Any, path: Any, source: str) -> None:
        rendered = module.render_dynamic_blocks_env_var
        try:
            content = content_of((kind, blocks, path, source, rendered))
        except Exception:  # a value that can't be pickled, or goes round in a circle
            return add(module, kind, blocks, path, source)
        key = f"blocks {hashlib.sha256(content).hexdigest()}"
        if knows(key):
            made, types = recall(key)
            module.source = source
            module.blocks += made
            module.resources_types |= types
            return None
        others, module.blocks = module.blocks, []
        other_types, module.resources_types = module.resources_types, set()
        try:
            add(module, kind, blocks, path, source)
            keep(key, (module.blocks, module.resources_types))
        finally:
            module.blocks = [*others, *module.blocks]
            module.resources_types = other_types | module.resources_types
        return None

    return add_blocks
