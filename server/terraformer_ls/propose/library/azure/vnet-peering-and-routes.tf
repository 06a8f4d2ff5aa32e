# A spoke network peered with the hub, whose traffic leaves through the hub's firewall.
# words: azure vnet peering between hub and spoke | spoke network with route table to a firewall | a spoke virtual network peered in both directions with an existing hub, and a route table that sends everything to the firewall's private address

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

variable "hub" {
  type        = object({ id = string, name = string, resource_group_name = string })
  description = "Hub network."
}

variable "firewall_ip" {
  type        = string
  description = "Private address of the hub's firewall."
  default     = "10.0.1.4"
}

resource "azurerm_resource_group" "spoke" {
  name     = "rg-spoke-analytics"
  location = "westeurope"
}

resource "azurerm_virtual_network" "spoke" {
  name                = "vnet-analytics"
  resource_group_name = azurerm_resource_group.spoke.name
  location            = azurerm_resource_group.spoke.location
  address_space       = ["10.50.0.0/20"]
}

resource "azurerm_subnet" "workload" {
  name                 = "snet-workload"
  resource_group_name  = azurerm_resource_group.spoke.name
  virtual_network_name = azurerm_virtual_network.spoke.name
  address_prefixes     = ["10.50.0.0/24"]
}

resource "azurerm_network_security_group" "workload" {
  name                = "nsg-workload"
  resource_group_name = azurerm_resource_group.spoke.name
  location            = azurerm_resource_group.spoke.location
}

resource "azurerm_subnet_network_security_group_association" "workload" {
  subnet_id                 = azurerm_subnet.workload.id
  network_security_group_id = azurerm_network_security_group.workload.id
}

resource "azurerm_route_table" "spoke" {
  name                          = "rt-analytics"
  resource_group_name           = azurerm_resource_group.spoke.name
  location                      = azurerm_resource_group.spoke.location
  bgp_route_propagation_enabled = false
}

resource "azurerm_route" "firewall" {
  name                   = "everything-to-firewall"
  resource_group_name    = azurerm_resource_group.spoke.name
  route_table_name       = azurerm_route_table.spoke.name
  address_prefix         = "0.0.0.0/0"
  next_hop_type          = "VirtualAppliance"
  next_hop_in_ip_address = var.firewall_ip
}

resource "azurerm_subnet_route_table_association" "workload" {
  subnet_id      = azurerm_subnet.workload.id
  route_table_id = azurerm_route_table.spoke.id
}

resource "azurerm_virtual_network_peering" "to_hub" {
  name                      = "analytics-to-hub"
  resource_group_name       = azurerm_resource_group.spoke.name
  virtual_network_name      = azurerm_virtual_network.spoke.name
  remote_virtual_network_id = var.hub.id
  allow_forwarded_traffic   = true
}

resource "azurerm_virtual_network_peering" "to_spoke" {
  name                      = "hub-to-analytics"
  resource_group_name       = var.hub.resource_group_name
  virtual_network_name      = var.hub.name
  remote_virtual_network_id = azurerm_virtual_network.spoke.id
  allow_forwarded_traffic   = true
}

output "subnet_id" {
  description = "Subnet for workloads."
  value       = azurerm_subnet.workload.id
}
