"""The provider schemas that ship with TerraFormer: `hashicorp.aws.6.69.1.pack` and so on.

What they were made from, and its licence (MPL-2.0), is said in NOTICE beside them.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from terraformer_ls.schema.model import Provider
from terraformer_ls.schema.packs.layout import file_name, provider_of
from terraformer_ls.schema.packs.pack import BrokenPack, Pack

__all__ = ["BrokenPack", "Pack", "open_file", "open_pack", "shipped"]

FOLDER = Path(__file__).parent


@lru_cache(maxsize=1)
def shipped() -> tuple[Provider, ...]:
    """The providers and versions at hand, by source and then oldest version first."""
    found = [provider for file in FOLDER.iterdir() if (provider := provider_of(file)) is not None]
    return tuple(sorted(found, key=lambda provider: (provider.source, _order(provider.version))))


def open_pack(source: str, version: str | None = None) -> Pack | None:
    """The pack of a provider (`hashicorp/aws`) at a shipped version, the newest by default."""
    of_source = [provider for provider in shipped() if provider.source == source]
    if version is not None:
        of_source = [provider for provider in of_source if provider.version == version]
    return open_file(FOLDER / file_name(of_source[-1])) if of_source else None


@lru_cache(maxsize=128)
def open_file(file: Path) -> Pack:
    """The pack in a file; opened once per process."""
    return Pack(file)


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))
