"""A small provider package, made the way the generator makes them from `acme/*.ts`."""

from __future__ import annotations

import base64
import io
import json
import tarfile
import zipfile
from pathlib import Path

_SOURCES = Path(__file__).parent / "acme"


def make_package(folder: Path) -> Path:
    """A wheel of the package `cdktn-provider-acme` 4.5.6."""
    bundle = io.BytesIO()
    with tarfile.open(fileobj=bundle, mode="w:gz") as files:
        for file in sorted(_SOURCES.glob("*.ts")):
            source = file.read_text(encoding="utf-8")
            source_map = json.dumps({"version": 3, "sourcesContent": [source]}).encode()
            script = b'"use strict";\n//# sourceMappingURL=data:application/json;base64,'
            script += base64.b64encode(source_map)
            entry = tarfile.TarInfo(f"package/lib/{file.stem}/index.js")
            entry.size = len(script)
            files.addfile(entry, io.BytesIO(script))
    wheel = folder / "cdktn_provider_acme-4.5.6-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("cdktn_provider_acme/_jsii/acme@4.5.6.jsii.tgz", bundle.getvalue())
    return wheel
