"""What the plans of a workspace would do to each block of one module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from terraformer_ls.terraform.configuration import module_record
from terraformer_ls.terraform.module_tree import ModuleTree
from terraformer_ls.terraform.plan_view import Planned, planned_by_address
from terraformer_ls.workspace.snapshot import Snapshot

_DEEPEST = 16


def planned_in_folder(
    plans: Mapping[str, Mapping[str, Any]], snapshot: Snapshot, folder: str
) -> dict[str, Planned]:
    """What would happen to the resources and data sources of a module, by their own address.

    A child module may be called more than once: its instances are counted over all calls.

    Args:
        plans: the plans' JSON, by the folder of their root module.
        snapshot: the files.
        folder: the module's folder.
    """
    found: dict[str, Planned] = {}
    for root, plan in plans.items():
        planned = planned_by_address(plan)
        for prefix in _paths_to(snapshot, root, folder):
            for address, what in planned.items():
                local = address.removeprefix(prefix)
                if not address.startswith(prefix) or local.startswith("module."):
                    continue
                known = found.get(local)
                count = what.instances + (known.instances if known is not None else 0)
                found[local] = Planned((known or what).action, count, (known or what).importing)
    return found


def _paths_to(
    snapshot: Snapshot, folder: str, wanted: str, prefix: str = "", depth: int = 0
) -> Iterator[str]:
    """The module paths, each with its last dot, by which a root module reaches a folder."""
    if folder == wanted:
        yield prefix
    if depth == _DEEPEST:
        return
    tree = ModuleTree(folder)
    for call in module_record(snapshot, folder).calls:
        if call.is_local:
            path = f"{prefix}module.{call.name}."
            yield from _paths_to(snapshot, tree.target(folder, call), wanted, path, depth + 1)
