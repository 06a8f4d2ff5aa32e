# An internal standard load balancer with a probe and a rule for a PostgreSQL pair.
# words: an azure internal load balancer | azure standard load balancer with health probe | an internal zone-redundant standard load balancer with a static private address, a TCP probe and a rule that passes port 5432 to a backend pool

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
  description = "Group of the load balancer."
  default     = "rg-database"
}

variable "location" {
  type        = string
  description = "Azure region of the load balancer."
  default     = "westeurope"
}

variable "subnet_id" {
  type        = string
  description = "Subnet of the private address."
}

variable "network_interface_ids" {
  type        = map(string)
  description = "Network interfaces of the database machines by name."
}

resource "azurerm_lb" "database" {
  name                = "lbi-database"
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = "Standard"

  frontend_ip_configuration {
    name                          = "database"
    subnet_id                     = var.subnet_id
    private_ip_address_allocation = "Static"
    private_ip_address            = "10.40.2.10"
    zones                         = ["1", "2", "3"]
  }
}

resource "azurerm_lb_backend_address_pool" "database" {
  name            = "database"
  loadbalancer_id = azurerm_lb.database.id
}

resource "azurerm_network_interface_backend_address_pool_association" "database" {
  for_each                = var.network_interface_ids
  network_interface_id    = each.value
  ip_configuration_name   = "internal"
  backend_address_pool_id = azurerm_lb_backend_address_pool.database.id
}

resource "azurerm_lb_probe" "database" {
  name                = "postgres"
  loadbalancer_id     = azurerm_lb.database.id
  protocol            = "Tcp"
  port                = 5432
  interval_in_seconds = 5
}

resource "azurerm_lb_rule" "database" {
  name                           = "postgres"
  loadbalancer_id                = azurerm_lb.database.id
  protocol                       = "Tcp"
  frontend_port                  = 5432
  backend_port                   = 5432
  frontend_ip_configuration_name = "database"
  backend_address_pool_ids       = [azurerm_lb_backend_address_pool.database.id]
  probe_id                       = azurerm_lb_probe.database.id
}

output "private_ip_address" {
  description = "Address that applications use."
  value       = azurerm_lb.database.private_ip_address
}
