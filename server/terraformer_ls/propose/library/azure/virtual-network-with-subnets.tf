# A virtual network with application and database subnets, each with a network security group.
# words: an azure virtual network with subnets | vnet with two subnets and nsg | a virtual network 10.40.0.0/16 with an application subnet and a database subnet, each guarded by its own network security group

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

variable "location" {
  type        = string
  description = "Azure region of the network."
  default     = "northeurope"
}

locals {
  subnets = {
    application = "10.40.1.0/24"
    database    = "10.40.2.0/24"
  }
}

resource "azurerm_resource_group" "network" {
  name     = "rg-network"
  location = var.location
}

resource "azurerm_virtual_network" "main" {
  name                = "vnet-main"
  resource_group_name = azurerm_resource_group.network.name
  location            = azurerm_resource_group.network.location
  address_space       = ["10.40.0.0/16"]
}

resource "azurerm_subnet" "tier" {
  for_each             = local.subnets
  name                 = "snet-${each.key}"
  resource_group_name  = azurerm_resource_group.network.name
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = [each.value]
}

resource "azurerm_network_security_group" "tier" {
  for_each            = local.subnets
  name                = "nsg-${each.key}"
  resource_group_name = azurerm_resource_group.network.name
  location            = azurerm_resource_group.network.location
}

resource "azurerm_network_security_rule" "postgres" {
  name                        = "postgres-from-application"
  resource_group_name         = azurerm_resource_group.network.name
  network_security_group_name = azurerm_network_security_group.tier["database"].name
  priority                    = 100
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  destination_port_range      = "5432"
  source_address_prefix       = local.subnets.application
  destination_address_prefix  = local.subnets.database
}

resource "azurerm_subnet_network_security_group_association" "tier" {
  for_each                  = local.subnets
  subnet_id                 = azurerm_subnet.tier[each.key].id
  network_security_group_id = azurerm_network_security_group.tier[each.key].id
}

output "subnet_ids" {
  description = "Subnets by tier."
  value       = { for name, subnet in azurerm_subnet.tier : name => subnet.id }
}
