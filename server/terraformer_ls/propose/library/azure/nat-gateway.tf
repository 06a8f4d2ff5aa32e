# A NAT gateway with a fixed public address for a subnet's outgoing traffic.
# words: an azure nat gateway for a subnet | fixed outbound ip address on azure | a NAT gateway with one static public IP address so that all machines of a workload subnet leave with the same address

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

variable "subnet_id" {
  type        = string
  description = "Subnet whose traffic leaves through the gateway."
}

variable "zone" {
  type        = string
  description = "Zone of the gateway."
  default     = "1"
}

resource "azurerm_resource_group" "egress" {
  name     = "rg-egress"
  location = "westeurope"
}

resource "azurerm_public_ip" "egress" {
  name                = "pip-egress"
  resource_group_name = azurerm_resource_group.egress.name
  location            = azurerm_resource_group.egress.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = [var.zone]
}

resource "azurerm_nat_gateway" "egress" {
  name                    = "ng-egress"
  resource_group_name     = azurerm_resource_group.egress.name
  location                = azurerm_resource_group.egress.location
  sku_name                = "Standard"
  idle_timeout_in_minutes = 10
  zones                   = [var.zone]
}

resource "azurerm_nat_gateway_public_ip_association" "egress" {
  nat_gateway_id       = azurerm_nat_gateway.egress.id
  public_ip_address_id = azurerm_public_ip.egress.id
}

resource "azurerm_subnet_nat_gateway_association" "egress" {
  subnet_id      = var.subnet_id
  nat_gateway_id = azurerm_nat_gateway.egress.id
}

output "egress_ip" {
  description = "Address that partners can allow."
  value       = azurerm_public_ip.egress.ip_address
}
