# A small virtual network with one guarded subnet.
# words: a simple azure virtual network | vnet with one subnet | a minimal virtual network 10.8.0.0/24 in its own resource group with one subnet and a network security group that admits HTTPS from the office only

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

variable "office_range" {
  type        = string
  description = "Network that may connect."
  default     = "198.51.100.0/28"
}

resource "azurerm_resource_group" "lab" {
  name     = "rg-lab"
  location = "westeurope"
}

resource "azurerm_virtual_network" "lab" {
  name                = "vnet-lab"
  resource_group_name = azurerm_resource_group.lab.name
  location            = azurerm_resource_group.lab.location
  address_space       = ["10.8.0.0/24"]
}

resource "azurerm_subnet" "lab" {
  name                 = "snet-lab"
  resource_group_name  = azurerm_resource_group.lab.name
  virtual_network_name = azurerm_virtual_network.lab.name
  address_prefixes     = ["10.8.0.0/26"]
}

resource "azurerm_network_security_group" "lab" {
  name                = "nsg-lab"
  resource_group_name = azurerm_resource_group.lab.name
  location            = azurerm_resource_group.lab.location

  security_rule {
    name                       = "https-from-office"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "443"
    source_address_prefix      = var.office_range
    destination_address_prefix = "*"
  }
}

resource "azurerm_subnet_network_security_group_association" "lab" {
  subnet_id                 = azurerm_subnet.lab.id
  network_security_group_id = azurerm_network_security_group.lab.id
}

output "subnet_id" {
  description = "ID of the subnet."
  value       = azurerm_subnet.lab.id
}
