"""The generated TypeScript inside a prebuilt provider's wheel.

The wheel wraps a jsii bundle (a tar file); each of its JavaScript files ends in a source map that
holds the TypeScript it was compiled from. Knows nothing of what the TypeScript says.
"""

from __future__ import annotations

import base64
import io
import json
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SOURCE_MAP = b"//# sourceMappingURL=data:application/json;base64,"


class NotAProviderPackage(Exception):
    """The file is no wheel of a prebuilt provider; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Module:
    """The sources of one folder below `lib/`: one resource, data source, or the provider."""

    name: str
    sources: tuple[str, ...]


def modules(wheel: Path) -> Iterator[Module]:
    """The modules of a wheel, by name."""
    with zipfile.ZipFile(wheel) as archive:
        bundles = [name for name in archive.namelist() if name.endswith(".jsii.tgz")]
        if not bundles:
            raise NotAProviderPackage(f"{wheel.name} has no jsii bundle (*.jsii.tgz)")
        bundle = archive.read(bundles[0])
    found: dict[str, list[bytes]] = defaultdict(list)
    with tarfile.open(fileobj=io.BytesIO(bundle), mode="r:gz") as files:
        for member in files:
            parts = member.name.split("/")
            if parts[:2] != ["package", "lib"] or len(parts) < 4 or not parts[-1].endswith(".js"):
                continue
            opened = files.extractfile(member)
            if opened is not None:
                source_map = opened.read().rpartition(_SOURCE_MAP)[2]
                found[parts[2]].append(source_map)
    for name in sorted(found):
        yield Module(name, tuple(map(_source, found.pop(name))))


def _source(source_map: bytes) -> str:
    return "\n".join(json.loads(base64.b64decode(source_map))["sourcesContent"])
