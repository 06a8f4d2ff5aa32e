"""What a project's `.checkov.yaml` asks for, and what of it is followed.

Runs inside Checkov's environment; loaded only when there is such a file, since Checkov's parser of
options brings half of Checkov along. A project may not make a scan run its code, write files, read
outside of its folder or reach a network: what asks for that is not followed, and said.
"""
# Checkov is not installed where this file is type-checked, and its own types are loose.
# pyright: basic, reportMissingImports=false

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import configargparse
from checkov.common.bridgecrew.check_type import checkov_runners
from checkov.common.util.ext_argument_parser import ExtArgumentParser, flatten_csv
from checkov_scan import ConfigurationProblem, Options


def read_options(files: list[str], root: str, named: str) -> Options:
    """What configuration files ask for, the first counting most.

    Args:
        files: the files, which are there.
        root: the folder with the project's files.
        named: the folder that it stands for.

    Raises:
        ConfigurationProblem: a file can't be read, or asks for what a project may not do.
    """
    asked = _parsed(files)
    wanted, unwanted = set(flatten_csv(asked.framework)), set(flatten_csv(asked.skip_framework))
    if "terraform" in unwanted or (wanted and not wanted & {"all", "terraform"}):
        raise ConfigurationProblem("the project's .checkov.yaml leaves out the framework terraform")
    notes: list[str] = []
    if asked.external_checks_dir or asked.external_checks_git:
        notes.append("custom checks named by .checkov.yaml were not run, since they are code")
    if str(asked.download_external_modules).lower() == "true":
        notes.append("modules from elsewhere were not downloaded, as .checkov.yaml asks for")
    variable_files = {file: _inside(root, named, file) for file in asked.var_file or []}
    outside = [name for name, file in variable_files.items() if file is None]
    if outside:
        notes.append(f"not read since outside of the project: {', '.join(outside)}")
    baseline = _inside(root, named, asked.baseline) if asked.baseline else None
    if asked.baseline and (baseline is None or not baseline.is_file()):
        notes.append("the baseline that .checkov.yaml names is not among the project's files")
        baseline = None
    return Options(
        filter_arguments={
            "runners": checkov_runners,
            "checks": asked.check,
            "skip_checks": asked.skip_check,
            "excluded_paths": asked.skip_path or [],
            "var_files": [str(file) for file in variable_files.values() if file is not None]
            or None,
            "evaluate_variables": str(asked.evaluate_variables).lower() != "false",
        },
        baseline=baseline,
        baseline_as_skipped=bool(asked.output_baseline_as_skipped),
        soft_fail=bool(asked.soft_fail),
        soft_fail_on=_split(asked.soft_fail_on),
        hard_fail_on=_split(asked.hard_fail_on),
        notes=notes,
    )


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


def _parsed(files: list[str]) -> Any:
    parser = _Parser(
        default_config_files=files,
        config_file_parser_class=configargparse.YAMLConfigFileParser,
    )
    parser.add_parser_args()
    try:
        return parser.parse_args([], env_vars={})
    except (configargparse.ConfigFileParserException, OSError, UnicodeDecodeError) as error:
        words = " ".join(str(error).split())
        raise ConfigurationProblem(f".checkov.yaml can't be read: {words}") from error


def _inside(root: str, named: str, file: str) -> Path | None:
    """Where a file that the project's configuration names is laid; None if outside of it."""
    path = Path(os.path.normpath(Path(named, file)))
    return Path(root, path.relative_to(named)) if path.is_relative_to(named) else None


def _split(values: Iterable[str] | None) -> list[str]:
    return [part.strip() for value in values or [] for part in str(value).split(",")]
