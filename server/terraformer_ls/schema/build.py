"""Packs out of provider packages, or out of Terraform's own dump.

The only part of `schema/` that uses the network, and only when a user asks for a build: pip fetches
the packages into the cache. The same packages always give the same bytes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from terraformer_ls.paths import cache_folder
from terraformer_ls.schema.extract.enrichment import enrich
from terraformer_ls.schema.extract.provider import Extracted, extract
from terraformer_ls.schema.json_shape import HOST, ProviderJson, ProviderSchemasJson
from terraformer_ls.schema.model import Provider
from terraformer_ls.schema.packs.layout import file_name, pack_bytes

_LIST = Path(__file__).parent / "extract" / "packages.toml"


class BuildFailed(Exception):
    """A package can't be had or read; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package to make a pack from.

    Attributes:
        name: its name on PyPI.
        version: its version.
        provider: the provider that it is said to hold (`hashicorp/aws 6.69.1`), if that is known.
        described_by: another package that describes the same provider (`pulumi-aws==7.51.1`).
    """

    name: str
    version: str
    provider: str = ""
    described_by: str = ""

    def __str__(self) -> str:
        return f"{self.name}=={self.version}"


@dataclass(frozen=True, slots=True)
class Built:
    """A pack that was written.

    Attributes:
        file: where it is.
        provider: whose schema it holds.
        counts: how many of what: resources, data sources, ephemeral resources, functions.
        unrecovered: what its source did not tell, in sentences.
    """

    file: Path
    provider: Provider
    counts: tuple[tuple[str, int], ...]
    unrecovered: tuple[str, ...]


def listed_packages() -> tuple[Package, ...]:
    """The packages that the shipped packs are made from."""
    listed = tomllib.loads(_LIST.read_text(encoding="utf-8"))["package"]
    return tuple(Package(**entry) for entry in listed)


def build(
    packages: Sequence[Package], folder: Path, on_progress: Callable[[str], None]
) -> Iterator[Built]:
    """Write a pack per package into a folder, each as it is done.

    Raises:
        BuildFailed: a package can't be fetched or holds another provider than its list says.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for package in packages:
        on_progress(f"fetching {package}")
        wheel = fetch(package)
        on_progress(f"reading {package}")
        extracted = extract(wheel)
        provider = extracted.provider
        if package.provider and f"{provider.source} {provider.version}" != package.provider:
            raise BuildFailed(f"{package} holds {provider}, not {package.provider}")
        if package.described_by:
            on_progress(f"adding descriptions from {package.described_by}")
            extracted = _described(extracted, package.described_by)
        yield _write(extracted, folder)


def build_from_dump(dump: Path, source: str, version: str, folder: Path) -> Built:
    """Write a pack of one provider out of the output of `terraform providers schema -json`.

    Raises:
        BuildFailed: the file is no such output or does not hold that provider.
    """
    try:
        schemas = cast("ProviderSchemasJson", json.loads(dump.read_bytes()))
        schema: ProviderJson = schemas["provider_schemas"][f"{HOST}/{source}"]
    except (OSError, ValueError, KeyError, TypeError) as reason:
        raise BuildFailed(f"{dump} holds no schema of {source}: {reason!r}") from reason
    folder.mkdir(parents=True, exist_ok=True)
    provider = Provider(source, version, f"terraform providers schema -json ({dump.name})")
    return _write(Extracted(provider, schema), folder)


def fetch(package: Package) -> Path:
    """The package's wheel in the cache, fetched with pip unless it is there.

    Raises:
        BuildFailed: pip could not get it.
    """
    folder = cache_folder() / "provider-packages"
    prefix = f"{package.name.replace('-', '_')}-{package.version}-"
    if (wheel := next(folder.glob(f"{prefix}*.whl"), None)) is not None:
        return wheel
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--dest", str(folder), str(package)]
    finished = subprocess.run(command, check=False, capture_output=True, text=True)
    wheel = next(folder.glob(f"{prefix}*.whl"), None)
    if wheel is None:
        raise BuildFailed(f"pip could not download {package}:\n{finished.stderr.strip()}")
    return wheel


def _described(extracted: Extracted, described_by: str) -> Extracted:
    name, _, version = described_by.partition("==")
    schema = extracted.schema
    resources = schema.get("resource_schemas", {})
    count = enrich(fetch(Package(name, version)), resources)
    provenance = f"{extracted.provider.provenance}; descriptions: {name} {version} (Apache-2.0)"
    unrecovered = extracted.unrecovered.copy()
    unrecovered["resources that the description package was not recognised to have"] = (
        len(resources) - count
    )
    return Extracted(replace(extracted.provider, provenance=provenance), schema, unrecovered)


def _write(extracted: Extracted, folder: Path) -> Built:
    schema = extracted.schema
    file = folder / file_name(extracted.provider)
    unfinished = file.with_name(f"{file.name}.part")  # who has the old one open keeps it whole
    unfinished.write_bytes(pack_bytes(extracted.provider, schema))
    unfinished.replace(file)
    return Built(
        file=file,
        provider=extracted.provider,
        counts=(
            ("resources", len(schema.get("resource_schemas", {}))),
            ("data sources", len(schema.get("data_source_schemas", {}))),
            ("ephemeral resources", len(schema.get("ephemeral_resource_schemas", {}))),
            ("functions", len(schema.get("functions", {}))),
        ),
        unrecovered=tuple(
            f"{count} {what}" for what, count in sorted(extracted.unrecovered.items())
        ),
    )
