"""The schemas of the user's own providers, which beat any pack.

Where a folder is initialised and Terraform is at hand, `terraform providers schema -json` tells
everything, exactly. It starts the providers' binaries, which are the user's, not ours: whoever
calls this has made sure that the workspace is trusted, and calls it in the background.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import cast

from terraformer_ls.hcl.document import Document
from terraformer_ls.schema.choose import user_packs_folder
from terraformer_ls.schema.json_shape import ProviderSchemasJson
from terraformer_ls.schema.model import Provider
from terraformer_ls.schema.packs.layout import file_name, pack_bytes
from terraformer_ls.schema.requirements import LOCK_FILE, locked_versions
from terraformer_ls.workspace.snapshot import Snapshot

_SECONDS = 120


def wanted_dump(folder: Path, packs: Path | None = None) -> tuple[Provider, ...]:
    """The providers that a folder is initialised with and that we have no schema of our own for."""
    packs = packs if packs is not None else user_packs_folder()
    lock = folder / LOCK_FILE
    if not (folder / ".terraform" / "providers").is_dir() or not lock.is_file():
        return ()
    snapshot = Snapshot(folder, {LOCK_FILE: Document(lock.read_bytes())})
    locked = [Provider(source, str(v)) for source, v in locked_versions(snapshot, ".").items()]
    return tuple(
        provider
        for provider in locked
        if provider.source.count("/") == 1 and not (packs / file_name(provider)).is_file()
    )


def dump_schemas(terraform: str, folder: Path, packs: Path | None = None) -> tuple[Provider, ...]:
    """Ask a folder's own providers for their schemas and keep them as packs.

    Args:
        terraform: the `terraform` or `tofu` command.
        folder: an initialised folder of a trusted workspace.
        packs: where to keep them; where the catalogue looks by default.

    Returns:
        The providers that were added; none if there was nothing to ask or it did not answer.
    """
    packs = packs if packs is not None else user_packs_folder()
    wanted = wanted_dump(folder, packs)
    if not wanted:
        return ()
    try:
        finished = subprocess.run(
            [terraform, "providers", "schema", "-json"],
            cwd=folder,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
        schemas = cast("ProviderSchemasJson", json.loads(finished.stdout))["provider_schemas"]
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return ()
    packs.mkdir(parents=True, exist_ok=True)
    added: list[Provider] = []
    for provider in wanted:
        # OpenTofu's registry has another name, but the same providers.
        addresses = (address for address in schemas if address.endswith(f"/{provider.source}"))
        schema = schemas.get(next(addresses, ""))
        if schema is None:
            continue
        told = Provider(provider.source, provider.version, "the user's own provider")
        unfinished = packs / f"{file_name(provider)}.part"
        unfinished.write_bytes(pack_bytes(told, schema))
        unfinished.replace(packs / file_name(provider))
        added.append(told)
    return tuple(added)
