# An app configuration store with feature flags that an existing web app reads by identity.
# words: azure app configuration with feature flags | feature flags on azure | a Standard App Configuration store without keys or public access, purge protection, our key, two settings, one feature flag and reader rights for an application

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

variable "application_principal_id" {
  type        = string
  description = "Application that reads the settings."
}

variable "key" {
  type        = object({ id = string, identity_id = string, client_id = string })
  description = "Encryption key and the identity that may use it."
}

resource "azurerm_resource_group" "configuration" {
  name     = "rg-configuration"
  location = "westeurope"
}

resource "azurerm_app_configuration" "main" {
  name                       = "appcs-acme-main"
  resource_group_name        = azurerm_resource_group.configuration.name
  location                   = azurerm_resource_group.configuration.location
  sku                        = "standard"
  local_auth_enabled         = false
  public_network_access      = "Disabled"
  purge_protection_enabled   = true
  soft_delete_retention_days = 7

  identity {
    type         = "UserAssigned"
    identity_ids = [var.key.identity_id]
  }

  encryption {
    key_vault_key_identifier = var.key.id
    identity_client_id       = var.key.client_id
  }
}

resource "azurerm_app_configuration_key" "setting" {
  for_each               = { "shop/currency" = "EUR", "shop/page-size" = "40" }
  configuration_store_id = azurerm_app_configuration.main.id
  key                    = each.key
  value                  = each.value
  label                  = "production"
}

resource "azurerm_app_configuration_feature" "express_checkout" {
  configuration_store_id = azurerm_app_configuration.main.id
  name                   = "express-checkout"
  description            = "One-click payment"
  label                  = "production"
  enabled                = false
}

resource "azurerm_role_assignment" "reader" {
  scope                = azurerm_app_configuration.main.id
  role_definition_name = "App Configuration Data Reader"
  principal_id         = var.application_principal_id
}

output "endpoint" {
  description = "Address of the store."
  value       = azurerm_app_configuration.main.endpoint
}
