"""The user's own `opa` command: whether it is there, and which version it is."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

OLDEST = (1, 0)
"""OPA's first version whose Rego is today's without being told."""

_ANSWER_WITHIN = 10.0
_VERSION = re.compile(r"^Version:\s*v?(\d+)\.(\d+)\S*", re.M)


@dataclass(frozen=True, slots=True)
class Opa:
    """A command that can evaluate, and what it says of its version (`1.4.2`)."""

    command: str
    version: str


@dataclass(frozen=True, slots=True)
class NoOpa:
    """Why a command can't be used."""

    reason: str


def find_opa(path: str) -> Opa | NoOpa:
    """The OPA that a setting names; asked for its version once as long as its file stays."""
    command = shutil.which(str(Path(path).expanduser()))
    if command is None:
        return NoOpa(f"the setting terraformer.opaPath names {path}, which is no program")
    try:
        changed = Path(command).stat().st_mtime_ns
    except OSError as error:
        return NoOpa(f"{command}, the setting terraformer.opaPath, can't be read: {error}")
    try:
        return _asked(command, changed)
    except subprocess.TimeoutExpired as error:
        return NoOpa(f"{command}, the setting terraformer.opaPath, could not be run: {error}")


@cache
def _asked(command: str, _changed: int) -> Opa | NoOpa:
    """What a command is; what took too long raises, so that it is asked again."""
    try:
        asked = subprocess.run(
            [command, "version"],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_ANSWER_WITHIN,
            check=False,
        )
    except OSError as error:
        return NoOpa(f"{command}, the setting terraformer.opaPath, could not be run: {error}")
    found = _VERSION.search(asked.stdout)
    if found is None:
        return NoOpa(f"{command}, the setting terraformer.opaPath, is no opa: it names no version")
    version = found[0].partition(":")[2].strip()
    if (int(found[1]), int(found[2])) < OLDEST:
        wanted = ".".join(str(number) for number in OLDEST)
        return NoOpa(f"{command} is OPA {version}, and {wanted} or newer is needed")
    return Opa(command, version)


def opa_version(path: str) -> str:
    """Tells verdicts of one engine from those of another; "" is regorus."""
    if not path:
        return ""
    found = find_opa(path)
    return f"opa {found.version}" if isinstance(found, Opa) else found.reason
