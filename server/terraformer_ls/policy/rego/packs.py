"""Policy packs: folders of Rego that are read once and judged by their content.

A pack is a folder `<pack>/<policy>/<policy>.rego`, but any folder of `.rego` files will do: an
organisation's own, or one of conftest's. What a policy says of itself stands in an OPA `METADATA`
comment at its top (title, description, related_resources, custom.severity, custom.id).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import cast

import yaml

from terraformer_ls.verify.findings import Severity

_PACKAGE = re.compile(r"^[ \t]*package[ \t]+([\w.\[\]\"-]+)", re.M)
_METADATA = re.compile(r"^# METADATA[ \t]*\n((?:#.*\n)+)", re.M)
_SEVERITIES = {
    "critical": Severity.ERROR,
    "high": Severity.ERROR,
    "error": Severity.ERROR,
    "medium": Severity.WARNING,
    "warning": Severity.WARNING,
    "low": Severity.INFORMATION,
    "information": Severity.INFORMATION,
}


@dataclass(frozen=True, slots=True)
class Policy:
    """One Rego file that may say something about a plan.

    Attributes:
        id: what findings are reported as, `TF_AWS_NETWORK_OPEN_DATABASE` or the package's name.
        pack: the folder it belongs to.
        package: its Rego package, `terraformer.aws.network.open_database`.
        file: where it was read from.
        text: the Rego.
        title: one sentence.
        description: why it matters.
        severity: unless settings say otherwise.
        references: links or the numbers of benchmarks.
    """

    id: str
    pack: str
    package: str
    file: Path
    text: str
    title: str = ""
    description: str = ""
    severity: Severity = Severity.WARNING
    references: tuple[str, ...] = ()

    @property
    def page(self) -> Path:
        """The page that explains it: the file's name with `.md`."""
        return self.file.with_suffix(".md")


@dataclass(frozen=True)
class Packs:
    """Policies with the data files beside them, as JSON by path, and what could not be read."""

    policies: tuple[Policy, ...] = ()
    libraries: tuple[Policy, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict[str, str])
    problems: tuple[str, ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever a policy or its data does."""
        digest = hashlib.sha256()
        for policy in (*self.libraries, *self.policies):
            digest.update(f"{policy.id}\0{policy.severity}\0{policy.text}\0".encode())
        for path, text in sorted(self.data.items()):
            digest.update(f"{path}\0{text}\0".encode())
        return digest.hexdigest()[:16]


def shipped_folder() -> Path:
    """Where TerraFormer's own packs lie: in the package, or beside it in a checkout."""
    packaged = Path(str(resources.files("terraformer_ls"))) / "policies"
    return packaged if packaged.is_dir() else Path(__file__).parents[4] / "policies"


def read_packs(folders: Sequence[Path], *, packs: Sequence[str] | None = None) -> Packs:
    """The policies below the given folders; of our own, only the named packs (None is all).

    Tests (`*_test.rego`) are left out. A package whose last part is `lib`, or that lies in a folder
    `lib`, is a library: others import it and it says nothing itself.
    """
    policies: list[Policy] = []
    libraries: list[Policy] = []
    data: dict[str, str] = {}
    problems: list[str] = []
    for folder in folders:
        if not folder.is_dir():
            problems.append(f"the policy folder {folder} does not exist")
            continue
        for file in _files_below(folder):
            relative = file.relative_to(folder)
            pack = relative.parts[0] if len(relative.parts) > 1 else folder.name
            is_library = "lib" in relative.parts[:-1]
            if packs is not None and not is_library and pack not in packs:
                continue
            try:
                text = file.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                problems.append(f"{file} could not be read: {error}")
                continue
            if file.suffix in (".json", ".yaml", ".yml"):
                try:
                    data[str(file)] = json.dumps(yaml.safe_load(text))  # YAML includes JSON
                except (yaml.YAMLError, TypeError) as error:
                    problems.append(f"{file} is no data: {error}")
                continue
            policy = _policy(file, pack, text)
            if policy is None:
                problems.append(f"{file} names no package")
            else:
                (libraries if is_library else policies).append(policy)
    return Packs(tuple(policies), tuple(libraries), data, tuple(problems))


def _files_below(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if hidden or not file.is_file():
            continue
        is_policy = file.suffix == ".rego" and not file.stem.endswith("_test")
        is_data = file.name in ("data.json", "data.yaml", "data.yml")
        if is_policy or is_data:
            yield file


def _policy(file: Path, pack: str, text: str) -> Policy | None:
    package = _PACKAGE.search(text)
    if package is None:
        return None
    about = _about(text)
    details = _mapping(about.get("custom"))
    severity = _SEVERITIES.get(str(details.get("severity", "")).lower(), Severity.WARNING)
    return Policy(
        id=str(details.get("id") or package[1]),
        pack=pack,
        package=package[1],
        file=file,
        text=text,
        title=str(about.get("title") or ""),
        description=str(about.get("description") or "").strip(),
        severity=severity,
        references=tuple(_references(about.get("related_resources"))),
    )


def _about(text: str) -> Mapping[str, object]:
    """The first METADATA comment as a mapping; empty where there is none that can be read."""
    found = _METADATA.search(text)
    if found is None:
        return {}
    lines = [line[1:].removeprefix(" ") for line in found[1].splitlines()]
    try:
        about: object = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError:
        return {}
    return _mapping(about)


def _mapping(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}


def _references(listed: object) -> Iterator[str]:
    if not isinstance(listed, list):
        return
    for item in cast("list[object]", listed):
        if isinstance(item, dict):
            entry = cast("Mapping[str, object]", item)
            description, reference = entry.get("description"), entry.get("ref")
            yield " ".join(str(part) for part in (description, reference) if part)
        else:
            yield str(item)
