"""Azure: the client's identity, the subscription, resource groups and networks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from terraformer_ls.terraform.standin.realistic import UUID
from terraformer_ls.terraform.standin.values import Object, Value

_SUBSCRIPTION = f"/subscriptions/{UUID}"


def _text(value: Value, default: str) -> str:
    return value if isinstance(value, str) and value else default


def _client_config(_: Object, __: str) -> Object:
    return {
        "client_id": UUID,
        "object_id": UUID,
        "subscription_id": UUID,
        "tenant_id": UUID,
        "id": UUID,
    }


def _subscription(config: Object, _: str) -> Object:
    identifier = _text(config.get("subscription_id"), UUID)
    return {
        "id": f"/subscriptions/{identifier}",
        "subscription_id": identifier,
        "tenant_id": UUID,
        "display_name": "Stand-in subscription",
        "state": "Enabled",
    }


def _resource_group(config: Object, _: str) -> Object:
    name = _text(config.get("name"), "standin")
    return {"id": f"{_SUBSCRIPTION}/resourceGroups/{name}", "location": "eastus"}


def _network(config: Object, _: str) -> Object:
    group, name = _text(config.get("resource_group_name"), "standin"), config.get("name")
    provider = f"{_SUBSCRIPTION}/resourceGroups/{group}/providers/Microsoft.Network"
    return {
        "id": f"{provider}/virtualNetworks/{name}",
        "location": "eastus",
        "address_space": ["10.0.0.0/16"],
        "subnets": ["default"],
    }


def _subnet(config: Object, _: str) -> Object:
    group = _text(config.get("resource_group_name"), "standin")
    network, name = config.get("virtual_network_name"), config.get("name")
    provider = f"{_SUBSCRIPTION}/resourceGroups/{group}/providers/Microsoft.Network"
    return {
        "id": f"{provider}/virtualNetworks/{network}/subnets/{name}",
        "address_prefix": "10.0.1.0/24",
        "address_prefixes": ["10.0.1.0/24"],
    }


def _key_vault(config: Object, _: str) -> Object:
    group, name = _text(config.get("resource_group_name"), "standin"), config.get("name")
    provider = f"{_SUBSCRIPTION}/resourceGroups/{group}/providers/Microsoft.KeyVault"
    return {
        "id": f"{provider}/vaults/{name}",
        "vault_uri": f"https://{name}.vault.azure.net/",
        "location": "eastus",
        "tenant_id": UUID,
        "sku_name": "standard",
    }


ANSWERS: Mapping[str, Callable[[Object, str], Object]] = {
    "azuread_client_config": _client_config,
    "azurerm_client_config": _client_config,
    "azurerm_key_vault": _key_vault,
    "azurerm_location": lambda config, _: {
        "display_name": config.get("location"),
        "zone_mappings": [],
    },
    "azurerm_resource_group": _resource_group,
    "azurerm_subnet": _subnet,
    "azurerm_subscription": _subscription,
    "azurerm_virtual_network": _network,
}
