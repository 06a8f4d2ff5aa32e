# A route-based VPN gateway with a connection to the office.
# words: an azure vpn gateway to the office | site to site vpn on azure | a zone-redundant route-based VPN gateway with a local network gateway for the office, IKEv2 with strong algorithms and a shared key from the key vault

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

variable "gateway_subnet_id" {
  type        = string
  description = "GatewaySubnet of the hub network."
}

variable "office" {
  type        = object({ address = string, networks = list(string) })
  description = "Router and networks of the office."
  default     = { address = "198.51.100.7", networks = ["192.168.0.0/16"] }
}

variable "key_vault_id" {
  type        = string
  description = "Key vault with the shared key."
}

data "azurerm_key_vault_secret" "shared_key" {
  name         = "office-vpn-shared-key"
  key_vault_id = var.key_vault_id
}

resource "azurerm_resource_group" "vpn" {
  name     = "rg-vpn"
  location = "westeurope"
}

resource "azurerm_public_ip" "vpn" {
  name                = "pip-vpn"
  resource_group_name = azurerm_resource_group.vpn.name
  location            = azurerm_resource_group.vpn.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_virtual_network_gateway" "vpn" {
  name                = "vgw-main"
  resource_group_name = azurerm_resource_group.vpn.name
  location            = azurerm_resource_group.vpn.location
  type                = "Vpn"
  vpn_type            = "RouteBased"
  sku                 = "VpnGw2AZ"
  generation          = "Generation2"

  ip_configuration {
    name                          = "main"
    public_ip_address_id          = azurerm_public_ip.vpn.id
    private_ip_address_allocation = "Dynamic"
    subnet_id                     = var.gateway_subnet_id
  }
}

resource "azurerm_local_network_gateway" "office" {
  name                = "lgw-office"
  resource_group_name = azurerm_resource_group.vpn.name
  location            = azurerm_resource_group.vpn.location
  gateway_address     = var.office.address
  address_space       = var.office.networks
}

resource "azurerm_virtual_network_gateway_connection" "office" {
  name                       = "con-office"
  resource_group_name        = azurerm_resource_group.vpn.name
  location                   = azurerm_resource_group.vpn.location
  type                       = "IPsec"
  virtual_network_gateway_id = azurerm_virtual_network_gateway.vpn.id
  local_network_gateway_id   = azurerm_local_network_gateway.office.id
  shared_key                 = data.azurerm_key_vault_secret.shared_key.value
  connection_protocol        = "IKEv2"

  ipsec_policy {
    ike_encryption   = "AES256"
    ike_integrity    = "SHA384"
    dh_group         = "ECP384"
    ipsec_encryption = "GCMAES256"
    ipsec_integrity  = "GCMAES256"
    pfs_group        = "ECP384"
  }
}

output "gateway_address" {
  description = "Address for the office's router."
  value       = azurerm_public_ip.vpn.ip_address
}
