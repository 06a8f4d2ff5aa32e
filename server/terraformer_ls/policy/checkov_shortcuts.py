"""What Checkov does at every scan and need not: done once beforehand, done plainly, or left out.

Runs inside Checkov's environment. A shortcut never changes which checks fail where; a scan without
any of them gives the same answer, only later. How graph checks are run is in
`checkov_graph_checks.py`, what is remembered between scans in `checkov_memory.py`.
"""
# Checkov is not installed where this file is type-checked, and its own types are loose.
# pyright: basic, reportMissingImports=false

from __future__ import annotations

import contextlib
import copy
import encodings.utf_8_sig  # noqa: F401 - files are read with it
import functools
import logging
import os
from typing import Any

import checkov.common.graph.db_connectors.rustworkx.rustworkx_db_connector  # noqa: F401 - ditto
import hcl2.parser
from checkov.common.runners import base_runner
from checkov.common.util import json_utils
from checkov.common.util.consts import RESOLVED_MODULE_ENTRY_NAME
from checkov.terraform import base_runner as terraform_base_runner
from checkov.terraform.graph_builder.local_graph import TerraformLocalGraph
from checkov.terraform.modules import module_utils

__all__ = ["install", "remember_paths"]


def install() -> None:
    """Take the shortcuts from now on. Where a user's own Checkov differs, it goes the long way."""
    shortcuts = (
        _build_lexers,
        _copy_no_more_than_needed,
        _log_nothing,
        _restore_keys_where_there_are_any,
        _look_indexed_names_up,
    )
    for shortcut in shortcuts:
        with contextlib.suppress(AttributeError, ImportError, KeyError):
            shortcut()


def remember_paths() -> None:
    """Work each path out once. Only for a process that stays in its working directory."""
    os.path.abspath = functools.cache(os.path.abspath)
    os.path.relpath = functools.cache(os.path.relpath)
    os.path.realpath = functools.cache(os.path.realpath)


def _build_lexers() -> None:
    """Compile the parser's regular expressions, which it does when a state is first reached."""
    lexer = vars(hcl2.parser)["Hcl2"].lark_parser.parser.lexer
    for inner in (*lexer.lexers.values(), lexer.root_lexer):
        _ = inner.scanner


def _copy_no_more_than_needed() -> None:
    """Results of graph checks are copied to set a key of theirs, so the outermost level will do."""
    for module in (base_runner, terraform_base_runner):
        _ = module.pickle_deepcopy
        module.pickle_deepcopy = copy.copy


def _log_nothing() -> None:
    """Logging is switched off, and asked thousands of times whether it is."""

    def nothing(*_arguments: Any, **_named: Any) -> None:
        return None

    for name in ("debug", "info"):
        setattr(logging, name, nothing)
        setattr(logging.Logger, name, nothing)


def _restore_keys_where_there_are_any() -> None:
    """Checkov copies each object that it reads back from JSON, to put keys of its own back in."""
    restore = json_utils.object_hook

    def object_hook(read: Any) -> Any:
        if RESOLVED_MODULE_ENTRY_NAME in read or "path" in read:
            return restore(read)
        return restore(read) if any("tf_source_modules" in key for key in read) else read

    _ = module_utils.object_hook
    module_utils.object_hook = object_hook


def _look_indexed_names_up() -> None:
    """Look for `name[0]`, where there is no `name`, only if any name has an index."""
    find = TerraformLocalGraph._get_possible_vertices
    seen: dict[int, tuple[Any, int, bool]] = {}  # holding on to names keeps their number theirs

    def has_indexed(names: Any) -> bool:
        before = seen.get(id(names))
        if before is None or before[1] != len(names):  # names are only ever added
            before = seen[id(names)] = names, len(names), any("[" in name for name in names)
        return before[2]

    def possible_vertices(self: Any, module: Any, kind: str, name: str) -> list[int]:
        names = self.vertices_by_module_dependency_by_name.get(module, {}).get(kind, {})
        if name in names or "[" in name or "]" in name or has_indexed(names):
            return find(self, module, kind, name)
        return []

    TerraformLocalGraph._get_possible_vertices = possible_vertices
