# Private DNS zones for private endpoints, linked to the hub network.
# words: an azure private dns zone linked to a vnet | private dns for private endpoints | private DNS zones for blob storage, key vault and SQL private endpoints, each linked to the hub network, and one record for a legacy server

terraform {
  required_version = ">= 1.6"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

provider "azurerm" {
  features {}
}

variable "resource_group_name" {
  type        = string
  description = "Group of the zones."
  default     = "rg-dns"
}

variable "virtual_network_id" {
  type        = string
  description = "Network that resolves the names."
}

locals {
  zones = {
    blob     = "privatelink.blob.core.windows.net"
    vault    = "privatelink.vaultcore.azure.net"
    sql      = "privatelink.database.windows.net"
    internal = "internal.acme.io"
  }
}

resource "azurerm_private_dns_zone" "zone" {
  for_each            = local.zones
  name                = each.value
  resource_group_name = var.resource_group_name
}

resource "azurerm_private_dns_zone_virtual_network_link" "hub" {
  for_each              = local.zones
  name                  = "hub-${each.key}"
  resource_group_name   = var.resource_group_name
  private_dns_zone_name = azurerm_private_dns_zone.zone[each.key].name
  virtual_network_id    = var.virtual_network_id
  registration_enabled  = false
}

resource "azurerm_private_dns_a_record" "ledger" {
  name                = "ledger"
  zone_name           = azurerm_private_dns_zone.zone["internal"].name
  resource_group_name = var.resource_group_name
  ttl                 = 300
  records             = ["10.40.8.15"]
}

output "zone_ids" {
  description = "Zones by purpose."
  value       = { for name, zone in azurerm_private_dns_zone.zone : name => zone.id }
}
