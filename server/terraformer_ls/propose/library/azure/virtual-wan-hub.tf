# A virtual WAN with a hub that joins two networks.
# words: an azure virtual wan with a hub | connect virtual networks with azure virtual wan | a Standard virtual WAN with one hub in West Europe, connections of two networks with internet security and a route table for shared services

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

variable "virtual_network_ids" {
  type        = map(string)
  description = "Networks that are joined, by name."
}

resource "azurerm_resource_group" "wan" {
  name     = "rg-wan"
  location = "westeurope"
}

resource "azurerm_virtual_wan" "main" {
  name                           = "vwan-main"
  resource_group_name            = azurerm_resource_group.wan.name
  location                       = azurerm_resource_group.wan.location
  type                           = "Standard"
  allow_branch_to_branch_traffic = true
}

resource "azurerm_virtual_hub" "west_europe" {
  name                = "vhub-westeurope"
  resource_group_name = azurerm_resource_group.wan.name
  location            = azurerm_resource_group.wan.location
  virtual_wan_id      = azurerm_virtual_wan.main.id
  address_prefix      = "10.250.0.0/23"
  sku                 = "Standard"
}

resource "azurerm_virtual_hub_route_table" "shared" {
  name           = "shared-services"
  virtual_hub_id = azurerm_virtual_hub.west_europe.id
  labels         = ["shared"]
}

resource "azurerm_virtual_hub_connection" "network" {
  for_each                  = var.virtual_network_ids
  name                      = each.key
  virtual_hub_id            = azurerm_virtual_hub.west_europe.id
  remote_virtual_network_id = each.value
  internet_security_enabled = true

  routing {
    associated_route_table_id = azurerm_virtual_hub_route_table.shared.id
  }
}

output "hub_id" {
  description = "ID of the hub."
  value       = azurerm_virtual_hub.west_europe.id
}
