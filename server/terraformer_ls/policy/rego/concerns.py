"""Which policies can speak of a plan at all.

Our own policies ask for resources by type, and one whose types a plan has none of has nothing to
say about it. An organisation's policies may ask for anything, so they always can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from terraformer_ls.policy.rego.packs import Packs, Policy

_TYPES_OF_CLOUDS = {"aws": '"aws_', "azure": '"azure', "gcp": '"google_'}
_TYPE = re.compile(r'"((?:aws|azure\w*|azapi|google)_\w+)"')
_IMPORT = re.compile(r"^[ \t]*import[ \t]+data\.([\w.]+)", re.M)
_ASKS_FOR_MORE = re.compile(
    r"\binput\b|\bterraform\.(resources|by_type|by_plain|all_configuration|configured_modules)\b"
)
"""What reaches beyond the resources of the types that a policy names."""


class Concerns:
    """Tells policies that can speak of a plan from those that can't."""

    def __init__(self, packs: Packs) -> None:
        self._policies = packs.policies
        libraries = {library.package: library for library in packs.libraries}
        self._types = {policy.id: _types(policy, libraries) for policy in packs.policies}

    def elsewhere(self, plan: str) -> set[str]:
        """The policies, by id, that are for clouds of which there is nothing in a plan's text."""
        return {policy.id for policy in self._policies if not _is_for_cloud_of(policy, plan)}

    def silent(self, plan: Mapping[str, Any]) -> set[str]:
        """The policies, by id, that hold of a plan since it has no resource that they are about."""
        there = {change.get("type") for change in plan.get("resource_changes") or ()}
        return {
            identifier
            for identifier, types in self._types.items()
            if types is not None and there.isdisjoint(types)
        }


def is_ours(policy: Policy) -> bool:
    """Whether a policy is of the packs that TerraFormer brings."""
    return policy.package.startswith("terraformer.")


def _is_for_cloud_of(policy: Policy, plan: str) -> bool:
    if not is_ours(policy):
        return True
    return _TYPES_OF_CLOUDS.get(policy.pack.partition("-")[0], "") in plan


def _types(policy: Policy, libraries: Mapping[str, Policy]) -> frozenset[str] | None:
    """All types that a policy and what it imports name; None if it may be about any."""
    if not is_ours(policy) or _ASKS_FOR_MORE.search(_code(policy)):
        return None
    texts = [_code(policy), *(_code(library) for library in _imported(policy, libraries))]
    types = frozenset(type_ for text in texts for type_ in _TYPE.findall(text))
    return types or None


def _imported(policy: Policy, libraries: Mapping[str, Policy]) -> Iterable[Policy]:
    """The libraries that a policy imports, and those that they import."""
    found: dict[str, Policy] = {}
    waiting = [policy]
    while waiting:
        for name in _IMPORT.findall(waiting.pop().text):
            if name in libraries and name not in found:
                found[name] = libraries[name]
                waiting.append(libraries[name])
    return found.values()


def _code(policy: Policy) -> str:
    return re.sub(r"^[ \t]*#.*$", "", policy.text, flags=re.M)
