"""How a folder is scanned with Checkov's own classes, in a process that ends afterwards.

Runs inside Checkov's environment. Does what `checkov --directory FOLDER --framework terraform`
does, `.checkov.yaml` included, except for what would run the project's own code or reach a network:
external checks, downloads of modules and Bridgecrew's platform. It knows nothing of positions in
our sense, of severities as we show them or of fixes.
"""
# Checkov is not installed where this file is type-checked, and its own types are loose.
# pyright: basic, reportMissingImports=false

from __future__ import annotations

import contextlib
import gc
import hashlib
import importlib
import inspect
import json
import logging
import os
import pickle
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

_FOREIGN_VARIABLES = re.compile(
    r"^(BC_|CKV_|CHECKOV_|PRISMA_|TF_VAR_|TF_SPLIT_GRAPH|RAW_TF_IN_GRAPH|DOWNLOAD_EXTERNAL_MODULES|"
    r"EXTERNAL_MODULES_DIR|LOG_LEVEL|RENDER_|HCL_PARSE_TIMEOUT_SEC|WORKDIR|PYCHARM_HOSTED)"
)
for _name in [name for name in os.environ if _FOREIGN_VARIABLES.match(name)]:
    # Checkov reads these while it is imported. A verdict depends on the files alone.
    del os.environ[_name]
os.environ["GIT_PYTHON_REFRESH"] = "quiet"  # Checkov imports GitPython, which looks for a git

import configargparse  # noqa: E402
import hcl2  # noqa: E402
import yaml  # noqa: E402
from checkov.common.bridgecrew.check_type import checkov_runners  # noqa: E402
from checkov.common.checks_infra.registry import get_graph_checks_registry  # noqa: E402
from checkov.common.output.baseline import Baseline  # noqa: E402
from checkov.common.output.report import Report  # noqa: E402
from checkov.common.util.ext_argument_parser import ExtArgumentParser, flatten_csv  # noqa: E402
from checkov.runner_filter import RunnerFilter  # noqa: E402
from checkov.terraform import tf_parser  # noqa: E402
from checkov.terraform.runner import Runner  # noqa: E402
from checkov.version import version  # noqa: E402

__all__ = ["prepare", "scan", "version"]

_ANY_VALUE = "CKV_ANY"
_FORBIDDEN_EVENTS = frozenset(
    {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
    | {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}
)

_PURE_BUT_SLOW = (
    # They go through every action of AWS when a policy allows `*`.
    ("cloudsplaining.scan.statement_detail", "remove_actions_not_matching_access_level"),
    ("cloudsplaining.scan.statement_detail", "remove_wildcard_only_actions"),
    # It makes its parser's tables anew for every path.
    ("checkov.common.checks_infra.solvers.attribute_solvers.base_attribute_solver", "parse"),
    ("checkov.common.graph.graph_builder.graph_components.blocks", "parse"),
)
"""Functions of Checkov and its libraries whose answers are worth remembering: module and name."""

_learned: dict[str, bytes] = {}
_fresh: dict[str, bytes] = {}
_used: list[str] = []


def prepare() -> None:
    """Load all that a scan needs and that is the same for every scan."""
    logging.disable(logging.CRITICAL)  # Checkov formats thousands of debug lines even unread
    get_graph_checks_registry("terraform").load_checks()
    parse = _remembering("hcl2", hcl2.loads)
    hcl2.load = lambda file: parse(file.read())
    for module, name in _PURE_BUT_SLOW:
        with contextlib.suppress(ImportError, AttributeError):  # a user's Checkov may differ
            functions = vars(importlib.import_module(module))
            functions[name] = _remembering(name, functions[name])
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
    _learned.update(learned)
    root = os.path.realpath(params["root"])
    os.chdir(root)  # relative paths in .checkov.yaml
    try:
        _match_paths_as_if_in(params["named"], root)
        result = _scan(root, params["config_files"])
    except ConfigurationProblem as problem:
        result = {"problem": str(problem)}
    return {"result": result, "learned": _fresh, "used": _used}


class ConfigurationProblem(Exception):
    """The project's `.checkov.yaml` can't be used; the message says why."""


def _scan(root: str, more_config_files: list[str]) -> dict[str, Any]:
    options = _options(root, more_config_files)
    if options is None:
        runner_filter, notes = RunnerFilter(**_filter_arguments(None)), []
    else:
        frameworks = set(flatten_csv(options.framework))
        skipped_frameworks = set(flatten_csv(options.skip_framework))
        if (
            frameworks and not frameworks & {"all", "terraform"}
        ) or "terraform" in skipped_frameworks:
            raise ConfigurationProblem(
                "the project's .checkov.yaml leaves out the framework terraform"
            )
        runner_filter = RunnerFilter(**_filter_arguments(options))
        notes = _left_out_of(options)
    report = Runner().run(root, runner_filter=runner_filter)
    if options is not None and options.baseline:
        if Path(options.baseline).is_file():
            baseline = Baseline(options.output_baseline_as_skipped)
            baseline.from_json(options.baseline)
            baseline.compare_and_reduce_reports([report])
        else:
            notes.append("the baseline that .checkov.yaml names is not among the project's files")
    return {
        "version": version,
        "findings": _findings(report, root),
        "policies": len({r.check_id for r in (*report.passed_checks, *report.failed_checks)}),
        "suppressed": len(report.skipped_checks),
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


def _filter_arguments(options: Any | None) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "framework": ["terraform"],
        "runners": checkov_runners,
        "download_external_modules": False,
        "show_progress_bar": False,
    }
    if options is not None:
        arguments |= {
            "checks": options.check,
            "skip_checks": options.skip_check,
            "excluded_paths": options.skip_path or [],
            "var_files": [str(Path(file).absolute()) for file in options.var_file or []] or None,
            "evaluate_variables": str(options.evaluate_variables).lower() != "false",
        }
    return arguments


def _left_out_of(options: Any) -> list[str]:
    notes: list[str] = []
    if options.external_checks_dir or options.external_checks_git:
        notes.append("custom checks named by .checkov.yaml were not run, since they are code")
    if str(options.download_external_modules).lower() == "true":
        notes.append(
            "modules from elsewhere were not downloaded, although .checkov.yaml asks for it"
        )
    return notes


def _split(values: Iterable[str] | None) -> list[str]:
    return [part.strip() for value in values or [] for part in str(value).split(",")]


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _findings(report: Report, root: str) -> list[dict[str, Any]]:
    checks = _checks_by_id()
    return [_finding(record, checks.get(record.check_id), root) for record in report.failed_checks]


def _finding(record: Any, check: Any | None, root: str) -> dict[str, Any]:
    first_line, last_line = record.file_line_range
    return {
        "check": record.check_id,
        "name": record.check_name,
        "resource": record.resource,
        "file": os.path.relpath(record.file_abs_path, root),
        "lines": [first_line, last_line],
        "severity": record.severity.name if record.severity is not None else "",
        "guideline": record.guideline or "",
        "evaluated_keys": _evaluated_keys(record, check),
        "details": [str(detail) for detail in record.details],
        **(_about(check) if check is not None else {}),
    }


def _evaluated_keys(record: Any, check: Any | None) -> list[str]:
    """The attributes of the failed block that were judged, what is likeliest to blame first."""
    if not getattr(check, "check_path", ""):
        keys = [str(key) for key in record.check_result.get("evaluated_keys") or []]
        return list(dict.fromkeys(keys))
    # A graph check's own list also has attributes of other resources and of the graph.
    type_ = record.resource.split("[")[0].split(".")[-2] if "." in record.resource else ""
    wanted: list[str] = []
    unwanted: list[str] = []
    for condition in _conditions(_definition(check)):
        types = condition.get("resource_types") or []
        if type_ in ([types] if isinstance(types, str) else types):
            forbids = (
                str(condition.get("operator", "")).removeprefix("jsonpath_").startswith("not_")
            )
            key = "/".join(str(condition["attribute"]).split("."))
            (unwanted if forbids else wanted).append(key)
    return list(dict.fromkeys(wanted or unwanted))


def _definition(check: Any) -> Any:
    """What a graph check asks for, as its author wrote it."""
    with contextlib.suppress(OSError, ValueError, yaml.YAMLError):
        text = Path(check.check_path).read_text(encoding="utf-8")
        parsed = json.loads(text) if check.check_path.endswith(".json") else yaml.safe_load(text)
        return json.loads(json.dumps(parsed.get("definition")))
    return None


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


def _checks_by_id() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for registry in Runner.block_type_registries.values():
        for table in (registry.checks, registry.wildcard_checks):
            for checks in table.values():
                for check in checks:
                    found[check.id] = check
    for check in get_graph_checks_registry("terraform").checks:
        found.setdefault(check.id, check)
    return found


def _about(check: Any) -> dict[str, Any]:
    """What a check says of itself: where it is written, what it inspects and what it wants."""
    about: dict[str, Any] = {}
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
        about["definition"] = _definition(check)
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


def _remembering(name: str, compute: Callable[..., Any]) -> Callable[..., Any]:
    """`compute`, answered from what earlier scans learned where that is known.

    For pure functions of text and lists of it. Each answer is a copy, since Checkov changes what it
    is given.
    """

    def remembered(*arguments: Any) -> Any:
        key = f"{name} {hashlib.sha256(repr(arguments).encode('utf-8', 'replace')).hexdigest()}"
        known = _learned.get(key) or _fresh.get(key)
        if known is not None:
            _used.append(key)
            return pickle.loads(known)  # bytes that a scan of ours pickled
        value = compute(*arguments)
        with contextlib.suppress(Exception):  # what can't be pickled is worked out again
            _fresh[key] = pickle.dumps(value)
        return value

    return remembered


def _refuse_network_and_processes(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN_EVENTS:
        raise PermissionError(f"a policy scan may not do this: {event}")
