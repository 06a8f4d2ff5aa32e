# A network security group whose rules come from a map, with application security groups.
# words: azure network security group with several rules | nsg rules with for_each | an NSG with rules from a map, web from the load balancer, SSH from the bastion subnet, everything else from the internet refused, and application security groups for web and data machines

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
  description = "Azure region of the groups."
  default     = "westeurope"
}

locals {
  rules = {
    web  = { priority = 100, access = "Allow", port = "443", source = "AzureLoadBalancer" }
    ssh  = { priority = 110, access = "Allow", port = "22", source = "10.40.250.0/26" }
    rest = { priority = 4000, access = "Deny", port = "*", source = "Internet" }
  }
}

resource "azurerm_resource_group" "network" {
  name     = "rg-web-network"
  location = var.location
}

resource "azurerm_application_security_group" "tier" {
  for_each            = toset(["web", "data"])
  name                = "asg-${each.value}"
  resource_group_name = azurerm_resource_group.network.name
  location            = azurerm_resource_group.network.location
}

resource "azurerm_network_security_group" "web" {
  name                = "nsg-web"
  resource_group_name = azurerm_resource_group.network.name
  location            = azurerm_resource_group.network.location
}

resource "azurerm_network_security_rule" "inbound" {
  for_each                                   = local.rules
  name                                       = "inbound-${each.key}"
  resource_group_name                        = azurerm_resource_group.network.name
  network_security_group_name                = azurerm_network_security_group.web.name
  priority                                   = each.value.priority
  direction                                  = "Inbound"
  access                                     = each.value.access
  protocol                                   = "Tcp"
  source_port_range                          = "*"
  destination_port_range                     = each.value.port
  source_address_prefix                      = each.value.source
  destination_application_security_group_ids = [azurerm_application_security_group.tier["web"].id]
}

resource "azurerm_network_security_rule" "web_to_data" {
  name                                       = "web-to-data"
  resource_group_name                        = azurerm_resource_group.network.name
  network_security_group_name                = azurerm_network_security_group.web.name
  priority                                   = 200
  direction                                  = "Inbound"
  access                                     = "Allow"
  protocol                                   = "Tcp"
  source_port_range                          = "*"
  destination_port_range                     = "5432"
  source_application_security_group_ids      = [azurerm_application_security_group.tier["web"].id]
  destination_application_security_group_ids = [azurerm_application_security_group.tier["data"].id]
}

output "network_security_group_id" {
  description = "Group for subnets."
  value       = azurerm_network_security_group.web.id
}
