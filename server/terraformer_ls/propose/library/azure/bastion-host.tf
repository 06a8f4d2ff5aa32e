# A Bastion host so that machines are reached without public addresses.
# words: an azure bastion host | ssh to azure vms without public ip | a Standard Bastion in an AzureBastionSubnet with tunnelling and file copy off, and a static public address

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
  description = "AzureBastionSubnet of the network that the bastion serves."
}

resource "azurerm_resource_group" "bastion" {
  name     = "rg-bastion"
  location = "westeurope"
}

resource "azurerm_public_ip" "bastion" {
  name                = "pip-bastion"
  resource_group_name = azurerm_resource_group.bastion.name
  location            = azurerm_resource_group.bastion.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_bastion_host" "main" {
  name                   = "bas-main"
  resource_group_name    = azurerm_resource_group.bastion.name
  location               = azurerm_resource_group.bastion.location
  sku                    = "Standard"
  scale_units            = 2
  tunneling_enabled      = true
  copy_paste_enabled     = true
  file_copy_enabled      = false
  shareable_link_enabled = false

  ip_configuration {
    name                 = "main"
    subnet_id            = var.subnet_id
    public_ip_address_id = azurerm_public_ip.bastion.id
  }
}

output "bastion_dns_name" {
  description = "Name of the bastion."
  value       = azurerm_bastion_host.main.dns_name
}
