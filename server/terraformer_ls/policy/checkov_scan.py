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
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import checkov_memory
import configargparse
import hcl2
from checkov.common.bridgecrew.check_type import checkov_runners
from checkov.common.checks_infra.registry import get_graph_checks_registry
from checkov.common.output.baseline import Baseline
from checkov.common.util.ext_argument_parser import ExtArgumentParser, flatten_csv
from checkov.runner_filter import RunnerFilter
from checkov.terraform import tf_parser
from checkov.terraform.runner import Runner
from checkov.version import version
from checkov_results import findings_of

__all__ = ["prepare", "scan", "version"]

_FORBIDDEN_EVENTS = frozenset(
    {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
    | {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}
)


def prepare() -> None:
    """Load all that a scan needs and that is the same for every scan."""
    logging.disable(logging.CRITICAL)  # Checkov formats thousands of debug lines even unread
    get_graph_checks_registry("terraform").load_checks()
    checkov_memory.install()
    hcl2.loads('a = ["${b}"]\n')  # the parser builds its tables on first use
    sys.addaudithook(_refuse_network_and_processes)


def scan(params: dict[str, Any], learned: dict[str, bytes]) -> dict[str, Any]:
    """Scan a folder.

    Args:
        params: `root`, the folder with the files; `named`, the folder that it stands for;
            `config_files`, Checkov's configuration besides the project's own, by path.
        learned: what earlier scans found out.

    Returns:
        `result`: what the stage reads; `learned`: entries for `learned` of the next scans; `used`:
        the keys of those that served this one.
    """
    gc.disable()
    checkov_memory.learned.update(learned)
    root = os.path.realpath(params["root"])
    os.chdir(root)
    try:
        _match_paths_as_if_in(params["named"], root)
        result = _scan(root, params["named"], params["config_files"])
    except ConfigurationProblem as problem:
        result = {"problem": str(problem)}
    except Exception as error:  # the command would end with its exit code 2 here
        traceback.print_exc()
        result = {"problem": f"Checkov failed on this project: {type(error).__name__}: {error}"}
    return {"result": result, "learned": checkov_memory.fresh, "used": checkov_memory.used}


class ConfigurationProblem(Exception):
    """The project's `.checkov.yaml` can't be used; the message says why."""


def _scan(root: str, named: str, more_config_files: list[str]) -> dict[str, Any]:
    options = _options(root, more_config_files)
    arguments, notes = _filter_arguments(options, root, named)
    report = Runner().run(root, runner_filter=RunnerFilter(**arguments))
    if options is not None and options.baseline:
        file = _inside(root, named, options.baseline)
        if file is None or not file.is_file():
            notes.append("the baseline that .checkov.yaml names is not among the project's files")
        else:
            baseline = Baseline(options.output_baseline_as_skipped)
            baseline.from_json(str(file))
            baseline.compare_and_reduce_reports([report])
    findings, abouts = findings_of(report, root)
    return {
        "version": version,
        "findings": findings,
        "abouts": abouts,
        "policies": len({r.check_id for r in (*report.passed_checks, *report.failed_checks)}),
        "unparsed": sorted({os.path.relpath(path, root) for path in report.parsing_errors}),
        "soft_fail": bool(options and options.soft_fail),
        "soft_fail_on": _split(options.soft_fail_on) if options else [],
        "hard_fail_on": _split(options.hard_fail_on) if options else [],
        "notes": notes,
    }


def _match_paths_as_if_in(named: str, root: str) -> None:
    """Let `skip-path` patterns, which match absolute paths, see those of the user's folder."""
    original = tf_parser.filter_ignored_paths

    def filtered(folder: str, *arguments: Any) -> None:
        inside = folder == root or folder.startswith(root + os.sep)
        original(named + folder[len(root) :] if inside else folder, *arguments)

    tf_parser.filter_ignored_paths = filtered


def _options(root: str, more_config_files: list[str]) -> Any | None:
    """The options of the project's and then the user's configuration files, None without any."""
    own = [str(Path(root, name)) for name in (".checkov.yaml", ".checkov.yml")]
    files = [file for file in (*own, *more_config_files) if Path(file).is_file()]
    if not files:
        return None
    parser = _Parser(
        default_config_files=files,
        config_file_parser_class=configargparse.YAMLConfigFileParser,
    )
    parser.add_parser_args()
    try:
        return parser.parse_args([], env_vars={})
    except (configargparse.ConfigFileParserException, OSError, UnicodeDecodeError) as error:
        raise ConfigurationProblem(f".checkov.yaml can't be read: {_one_line(error)}") from error


class _Parser(ExtArgumentParser):
    """Checkov's own parser, which reports instead of ending the process."""

    def error(self, message: str) -> Any:
        raise ConfigurationProblem(f".checkov.yaml can't be used: {message}")

    def exit(self, status: int = 0, message: str | None = None) -> Any:
        raise ConfigurationProblem(f".checkov.yaml can't be used: {message or status}")

    def write_config_file(self, _namespace: Any, paths: list[str], **_more: Any) -> None:
        if paths:
            raise ConfigurationProblem(
                ".checkov.yaml asks to write a file, which a project may not"
            )


def _filter_arguments(
    options: Any | None, root: str, named: str
) -> tuple[dict[str, Any], list[str]]:
    """What to filter by, and a sentence for each option that is not followed."""
    arguments: dict[str, Any] = {
        "framework": ["terraform"],
        "runners": checkov_runners,
        "download_external_modules": False,
        "show_progress_bar": False,
    }
    if options is None:
        return arguments, []
    wanted, unwanted = set(flatten_csv(options.framework)), set(flatten_csv(options.skip_framework))
    if "terraform" in unwanted or (wanted and not wanted & {"all", "terraform"}):
        raise ConfigurationProblem("the project's .checkov.yaml leaves out the framework terraform")
    variable_files = {file: _inside(root, named, file) for file in options.var_file or []}
    arguments |= {
        "checks": options.check,
        "skip_checks": options.skip_check,
        "excluded_paths": options.skip_path or [],
        "var_files": [str(file) for file in variable_files.values() if file is not None] or None,
        "evaluate_variables": str(options.evaluate_variables).lower() != "false",
    }
    notes: list[str] = []
    if options.external_checks_dir or options.external_checks_git:
        notes.append("custom checks named by .checkov.yaml were not run, since they are code")
    if str(options.download_external_modules).lower() == "true":
        notes.append("modules from elsewhere were not downloaded, as .checkov.yaml asks for")
    outside = [name for name, file in variable_files.items() if file is None]
    if outside:
        notes.append(f"not read since outside of the project: {', '.join(outside)}")
    return arguments, notes


def _inside(root: str, named: str, file: str) -> Path | None:
    """Where a file that the project's configuration names is laid; None if outside of it."""
    path = Path(os.path.normpath(Path(named, file)))
    return Path(root, path.relative_to(named)) if path.is_relative_to(named) else None


def _split(values: Iterable[str] | None) -> list[str]:
    return [part.strip() for value in values or [] for part in str(value).split(",")]


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _refuse_network_and_processes(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN_EVENTS:
        raise PermissionError(f"a policy scan may not do this: {event}")
