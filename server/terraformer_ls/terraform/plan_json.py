"""A plan in the form of `terraform show -json`, without what is ours in it."""

from __future__ import annotations

from typing import Any

from terraformer_ls.terraform.providers import STAND_IN


def without_stand_ins(plan: dict[str, Any]) -> dict[str, Any]:
    """The plan without the provider that stubs of modules use; it has no resources."""
    configuration: dict[str, Any] = plan.get("configuration", {})
    providers: dict[str, Any] = configuration.get("provider_config", {})
    kept = {
        name: provider
        for name, provider in providers.items()
        if provider.get("full_name") != STAND_IN
    }
    if len(kept) == len(providers):
        return plan
    return {**plan, "configuration": {**configuration, "provider_config": kept}}
