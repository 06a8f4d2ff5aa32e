"""What users can set, in their editor or in a file for the command line (`cli/settings_file.py`).

An editor sends the section `terraformer`; its keys are camel case there and snake case here. A
value of the wrong kind is reported and the default stands.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass

from terraformer_ls.verify.findings import Severity, Stage


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, with their defaults.

    Attributes:
        model: `embedded`, `off`, a folder or hub id that transformers can load, or the URL of an
            OpenAI-compatible server (`http://localhost:8080/v1`).
        model_name: which of a server's models to ask for; its first by default.
        checkov_path: a `checkov` command to use instead of TerraFormer's own.
        opa_path: an `opa` command to evaluate Rego with instead of regorus.
        terraform_path: a `terraform` or `tofu` to run instead of the embedded Terraform.
        stages: which stages of the ladder run.
        completion_enabled: whether ghost text is offered.
        completion_debounce: milliseconds of quiet before a model is asked.
        completion_adaptive_debounce: whether that is less or more as the user types and the model
            answers.
        completion_statistics: whether it is counted, on this machine alone, how often ghost text is
            shown and taken.
        diagnostics_delay: milliseconds of quiet before the slower stages run.
        diagnostics_slow_plan: milliseconds for a plan above which it is made when a file is opened
            or saved, and no longer while one types.
        language_features_enabled: whether the server completes, explains and navigates by itself,
            or leaves that to another server for Terraform beside it.
        max_file_size: bytes above which a file is not analysed.
        trusted: whether the user trusts the workspace, as the editor knows: then its own provider
            binaries are asked for their schemas.
        policy_packs: which of TerraFormer's own packs judge plans, by name; `*` stands for any
            letters (`aws-*`).
        policy_folders: folders with more Rego policies; a relative one is looked for below the
            folder that the server or the command runs in.
        policy_severities: the severity of a policy, Checkov's or Rego's, by its id; `off` silences
            it.
    """

    model: str = "embedded"
    model_name: str = ""
    checkov_path: str = ""
    opa_path: str = ""
    terraform_path: str = ""
    stages: tuple[str, ...] = tuple(Stage)
    completion_enabled: bool = True
    completion_debounce: int = 120
    completion_adaptive_debounce: bool = True
    completion_statistics: bool = True
    diagnostics_delay: int = 150
    diagnostics_slow_plan: int = 1_500
    language_features_enabled: bool = True
    max_file_size: int = 2_000_000
    trusted: bool = False
    policy_packs: tuple[str, ...] = ("*",)
    policy_folders: tuple[str, ...] = ()
    policy_severities: tuple[tuple[str, str], ...] = ()

    @property
    def model_is_elsewhere(self) -> bool:
        """Whether the model is reached over a network."""
        return self.model.startswith(("http://", "https://"))


OFF = "off"
"""What stands for a severity where a policy is to be silent."""

_SEVERITIES = frozenset({*Severity, OFF})

_TABLES = ("policy_severities",)
"""Settings that are a table by ids: a name inside is no setting's."""


def settings_from(section: Mapping[str, object]) -> tuple[Settings, tuple[str, ...]]:
    """Settings from what an editor sent, and a sentence for each value that can't be used.

    Nested sections are joined: `{"completion": {"enabled": false}}` sets `completion_enabled`.
    Unknown keys are ignored: a newer client may know more than we do.
    """
    values: dict[str, object] = {}
    problems: list[str] = []
    fields = {field.name: field.default for field in dataclasses.fields(Settings)}
    for key, value in _flattened(section, ""):
        name = _snake_case(key)
        if name not in fields or value is None:
            continue
        usable = _severities(value) if name in _TABLES else _as_kind_of(name, fields[name], value)
        if usable is None:
            problems.append(
                f"terraformer.{key}: {value!r} can't be used, so {fields[name]!r} stands"
            )
        else:
            values[name] = usable
    return dataclasses.replace(Settings(), **values), tuple(problems)


def _flattened(section: Mapping[str, object], prefix: str) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for key, value in section.items():
        if _snake_case(prefix + key) not in _TABLES and isinstance(value, Mapping):
            nested: Mapping[str, object] = value  # pyright: ignore[reportUnknownVariableType]
            found.extend(_flattened(nested, f"{prefix}{key}."))
        else:
            found.append((prefix + key, value))  # pyright: ignore[reportUnknownArgumentType]
    return found


def _snake_case(key: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", key).replace(".", "_").lower()


def _as_kind_of(name: str, default: object, value: object) -> object | None:
    if isinstance(default, bool):
        return value if isinstance(value, bool) else None
    if isinstance(default, int):
        usable = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
        return int(value) if usable and isinstance(value, int | float) else None
    if isinstance(default, str):
        return value.strip() if isinstance(value, str) else None
    if isinstance(value, list | tuple):
        items = [str(item) for item in value]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        return tuple(items) if name != "stages" or set(items) <= set(Stage) else None
    return None


def _severities(value: object) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, Mapping):
        return None
    table: Mapping[object, object] = value  # pyright: ignore[reportUnknownVariableType]
    entries = tuple((str(key), str(severity)) for key, severity in table.items())
    return entries if {severity for _, severity in entries} <= _SEVERITIES else None
