# A Premium container registry with zone redundancy, quarantine, retention and a second region.
# words: an azure container registry | acr with geo replication | a Premium Azure Container Registry without admin user or public access, zone redundant, images signed and kept 30 days, replicated to a second region

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

variable "pull_principal_id" {
  type        = string
  description = "Identity that pulls images."
}

resource "azurerm_resource_group" "registry" {
  name     = "rg-registry"
  location = "westeurope"
}

resource "azurerm_container_registry" "main" {
  name                          = "acmeregistry"
  resource_group_name           = azurerm_resource_group.registry.name
  location                      = azurerm_resource_group.registry.location
  sku                           = "Premium"
  admin_enabled                 = false
  anonymous_pull_enabled        = false
  public_network_access_enabled = false
  data_endpoint_enabled         = true
  zone_redundancy_enabled       = true
  quarantine_policy_enabled     = true
  trust_policy_enabled          = true
  retention_policy_in_days      = 30
  export_policy_enabled         = false

  georeplications {
    location                = "northeurope"
    zone_redundancy_enabled = true
  }
}

resource "azurerm_role_assignment" "pull" {
  scope                = azurerm_container_registry.main.id
  role_definition_name = "AcrPull"
  principal_id         = var.pull_principal_id
}

output "login_server" {
  description = "Address of the registry."
  value       = azurerm_container_registry.main.login_server
}
