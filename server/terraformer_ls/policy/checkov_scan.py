"""How a folder is scanned with Checkov's own classes, in a process that ends afterwards.

Runs inside Checkov's environment. Does what `checkov --directory FOLDER --framework terraform`
does, `.checkov.yaml` included, except for what would run the project's own code or reach a network:
external checks, downloads of modules and Bridgecrew's platform. It knows nothing of positions in
our sense, of severities as we show them or of fixes.
"""
# Checkov is not installed where this file is type-checked, and its own types are loose.
# pyright: basic, reportMissingImports=false

from __future__ import annotations

import gc
import logging
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import checkov_graph_checks
import checkov_memory
import checkov_passed
import checkov_shortcuts
import checkov_verdicts
import hcl2
from checkov.common.checks_infra.registry import get_graph_checks_registry
from checkov.common.output.baseline import Baseline
from checkov.runner_filter import RunnerFilter
from checkov.terraform import tf_parser
from checkov.terraform.runner import Runner
from checkov.version import version
from checkov_results import checks_by_id, findings_of

__all__ = ["ConfigurationProblem", "Options", "get_ready", "load_for", "prepare", "scan", "version"]

_CONFIG_FILES = (".checkov.yaml", ".checkov.yml")

_FORBIDDEN_EVENTS = frozenset(
    {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
    | {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}
)


@dataclass(frozen=True)
class Options:
    """What is asked for besides Checkov's defaults; `checkov_options.py` reads it from files."""

    filter_arguments: dict[str, Any] = field(default_factory=dict)
    baseline: Path | None = None
    baseline_as_skipped: bool = False
    soft_fail: bool = False
    soft_fail_on: list[str] = field(default_factory=list)
    hard_fail_on: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class ConfigurationProblem(Exception):
    """The project's `.checkov.yaml` can't be used; the message says why."""


def prepare() -> None:
    """Load all that a scan needs and that is the same for every scan."""
    logging.disable(logging.CRITICAL)  # Checkov formats thousands of debug lines even unread
    get_graph_checks_registry("terraform").load_checks()
    checkov_memory.install()
    checkov_shortcuts.install()
    checkov_graph_checks.install()
    checkov_verdicts.install()
    checkov_passed.install()
    checks_by_id()
    hcl2.loads('a = ["${b}"]\n')  # the parser builds its tables on first use


def load_for(params: dict[str, Any]) -> None:
    """Load what a scan with these parameters needs and others do not."""
    if _configuration(params):
        import checkov_options  # noqa: F401 - for the forks that will want it


def get_ready(learned: Mapping[str, bytes], wanted: Sequence[str]) -> None:
    """Inherit what earlier scans learned, and read what the next will probably want.

    From here on the process is one that scans once and ends.
    """
    gc.disable()
    checkov_memory.get_ready(learned, wanted)


def scan(params: dict[str, Any]) -> dict[str, Any]:
    """Scan a folder.

    Args:
        params: `root`, the folder with the files; `named`, the folder that it stands for;
            `config_files`, Checkov's configuration besides the project's own, by path.

    Returns:
        `result`: what the stage reads; `learned`: entries for the next scans to inherit; `used`:
        the keys of those that served this one.
    """
    sys.addaudithook(_refuse_network_and_processes)
    root = os.path.realpath(params["root"])
    os.chdir(root)
    checkov_shortcuts.remember_paths()
    try:
        _match_paths_as_if_in(params["named"], root)
        result = _scan(root, _options(params, root))
    except ConfigurationProblem as problem:
        result = {"problem": str(problem)}
    except Exception as error:  # the command would end with its exit code 2 here
        traceback.print_exc()
        result = {"problem": f"Checkov failed on this project: {type(error).__name__}: {error}"}
    return {"result": result, "learned": checkov_memory.fresh, "used": checkov_memory.used}


def _configuration(params: dict[str, Any]) -> list[str]:
    """The configuration files that are there: the project's own, then the user's."""
    own = [f"{params['root']}/{name}" for name in _CONFIG_FILES]
    return [file for file in (*own, *params["config_files"]) if Path(file).is_file()]


def _options(params: dict[str, Any], root: str) -> Options:
    files = _configuration(params)
    if not files:
        return Options()
    import checkov_options

    return checkov_options.read_options(files, root, params["named"])


def _scan(root: str, options: Options) -> dict[str, Any]:
    runner_filter = RunnerFilter(
        framework=["terraform"],
        download_external_modules=False,
        show_progress_bar=False,
        **options.filter_arguments,
    )
    checkov_verdicts.under(options.filter_arguments)
    checkov_passed.count_only(options.baseline is None)  # which compares those that passed as well
    report = Runner().run(root, runner_filter=runner_filter)
    if options.baseline is not None:
        baseline = Baseline(options.baseline_as_skipped)
        baseline.from_json(str(options.baseline))
        baseline.compare_and_reduce_reports([report])
    findings, abouts = findings_of(report, root)
    return {
        "version": version,
        "findings": findings,
        "abouts": abouts,
        "policies": len(
            checkov_passed.ids.union(
                record.check_id for record in (*report.passed_checks, *report.failed_checks)
            )
        ),
        "unparsed": sorted({os.path.relpath(path, root) for path in report.parsing_errors}),
        "soft_fail": options.soft_fail,
        "soft_fail_on": options.soft_fail_on,
        "hard_fail_on": options.hard_fail_on,
        "notes": options.notes,
    }


def _match_paths_as_if_in(named: str, root: str) -> None:
    """Let `skip-path` patterns, which match absolute paths, see those of the user's folder."""
    original = tf_parser.filter_ignored_paths

    def filtered(folder: str, *arguments: Any) -> None:
        inside = folder == root or folder.startswith(root + os.sep)
        original(named + folder[len(root) :] if inside else folder, *arguments)

    tf_parser.filter_ignored_paths = filtered


def _refuse_network_and_processes(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN_EVENTS:
        raise PermissionError(f"a policy scan may not do this: {event}")
