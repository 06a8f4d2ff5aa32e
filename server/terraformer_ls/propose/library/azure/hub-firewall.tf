# An Azure Firewall with a policy that lets workloads reach package mirrors only.
# words: an azure firewall with a policy | firewall with application rules | a Premium Azure Firewall over three zones with threat intelligence and intrusion prevention in deny mode and an application rule for Ubuntu and GitHub

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
  description = "AzureFirewallSubnet of the hub network."
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-hub"
  location = "westeurope"
}

resource "azurerm_public_ip" "firewall" {
  name                = "pip-firewall"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_firewall_policy" "hub" {
  name                     = "afwp-hub"
  resource_group_name      = azurerm_resource_group.hub.name
  location                 = azurerm_resource_group.hub.location
  sku                      = "Premium"
  threat_intelligence_mode = "Deny"

  intrusion_detection {
    mode = "Deny"
  }

  dns {
    proxy_enabled = true
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "workloads" {
  name               = "workloads"
  firewall_policy_id = azurerm_firewall_policy.hub.id
  priority           = 500

  application_rule_collection {
    name     = "packages"
    priority = 100
    action   = "Allow"

    rule {
      name              = "package-mirrors"
      source_addresses  = ["10.40.0.0/16"]
      destination_fqdns = ["*.ubuntu.com", "github.com", "objects.githubusercontent.com"]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}

resource "azurerm_firewall" "hub" {
  name                = "afw-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku_name            = "AZFW_VNet"
  sku_tier            = "Premium"
  firewall_policy_id  = azurerm_firewall_policy.hub.id
  threat_intel_mode   = "Deny"
  zones               = ["1", "2", "3"]

  ip_configuration {
    name                 = "hub"
    subnet_id            = var.subnet_id
    public_ip_address_id = azurerm_public_ip.firewall.id
  }
}

output "private_ip" {
  description = "Next hop for the spokes' routes."
  value       = azurerm_firewall.hub.ip_configuration[0].private_ip_address
}
