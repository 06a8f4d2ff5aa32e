"""Reading a case: see README.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FILE = re.compile(rb"^-- (.+) --\n", re.MULTILINE)
_SETTING = re.compile(r"^([a-z]+): *(.*)$", re.MULTILINE)
_SETTINGS = frozenset({"stages", "status", "only", "ends", "needs"})
_MARKER = re.compile(rb"[ \t]*#! (.*)$")
_EXPECTATION = re.compile(
    r'(?P<severity>error|warning|information|hint) (?P<rule>[\w./-]+)(?: "(?P<message>[^"]*)")?'
    r'(?: at "(?P<at>(?:[^"\\]|\\.)*)")?(?: address "(?P<address>[^"]*)")?'
    r'(?: in (?P<file>"[^"]*"|\S+))?'
)
_LINE_ENDS = {"crlf": b"\r\n", "cr": b"\r"}


@dataclass(frozen=True)
class Expectation:
    """A finding that must be there; what is None does not matter. Lines count from 0."""

    severity: str
    rule: str
    message: str
    at: str | None
    address: str | None
    file: str
    line: int | None


@dataclass(frozen=True)
class Case:
    """A workspace, its settings and what must be seen."""

    settings: Mapping[str, str]
    files: Mapping[str, bytes]
    expectations: tuple[Expectation, ...]

    def words(self, setting: str) -> tuple[str, ...]:
        return tuple(self.settings.get(setting, "").split())


def read_case(path: Path) -> Case:
    """The case in a file.

    Raises:
        ValueError: the file is not written as README.md says.
    """
    header, *parts = _FILE.split(path.read_bytes())
    settings = dict(_SETTING.findall(header.decode()))
    if unknown := settings.keys() - _SETTINGS:
        raise ValueError(f"{path}: unknown settings {', '.join(sorted(unknown))}")
    files: dict[str, bytes] = {}
    expectations: list[Expectation] = []
    for name, content in zip(parts[::2], parts[1::2], strict=True):
        if name == b"expect":
            for line in content.decode().splitlines():
                expectations += _expectations(path, line, "", None)
            continue
        file = name.decode()
        text, found = _without_markers(path, file, content)
        expectations += found
        files[file] = text.replace(b"\n", _LINE_ENDS.get(settings.get("ends", ""), b"\n"))
    return Case(settings, files, tuple(expectations))


def _without_markers(path: Path, file: str, content: bytes) -> tuple[bytes, list[Expectation]]:
    lines: list[bytes] = []
    expectations: list[Expectation] = []
    for line in content.split(b"\n"):
        marker = _MARKER.search(line)
        if marker is None:
            lines.append(line)
            continue
        wanted = marker[1].decode()
        rest = line[: marker.start()]
        if wanted.startswith("^ "):
            expectations += _expectations(path, wanted[2:], file, len(lines) - 1)
            continue
        if wanted == "bytes":
            lines.append(rest.decode("unicode_escape").encode("latin-1"))
            continue
        expectations += _expectations(path, wanted, file, len(lines))
        lines.append(rest)
    text = b"\n".join(lines)
    return text.removesuffix(b"\n\\\n"), expectations


def _expectations(path: Path, text: str, file: str, line: int | None) -> list[Expectation]:
    found: list[Expectation] = []
    for part in filter(None, (part.strip() for part in re.split(r";(?= *[a-z]+ )", text))):
        match = _EXPECTATION.fullmatch(part)
        if match is None:
            raise ValueError(f"{path}: can't read the expectation {part!r}")
        at = match["at"]
        found.append(
            Expectation(
                severity=match["severity"],
                rule=match["rule"],
                message=match["message"] or "",
                at=re.sub(r"\\(.)", r"\1", at) if at is not None else None,
                address=match["address"],
                file=match["file"].strip('"') if match["file"] else file,
                line=line,
            )
        )
    return found
