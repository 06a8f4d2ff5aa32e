# A static web app with its own domain.
# words: an azure static web app | host a single page app on azure | a Standard static web app with a managed identity, an own domain validated by CNAME and settings for its API

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

variable "domain" {
  type        = string
  description = "Domain of the site, a CNAME of the app's host name."
  default     = "menu.lakeside-hotel.ch"
}

resource "azurerm_resource_group" "site" {
  name     = "rg-menu-site"
  location = "westeurope"
}

resource "azurerm_static_web_app" "menu" {
  name                               = "stapp-menu"
  resource_group_name                = azurerm_resource_group.site.name
  location                           = azurerm_resource_group.site.location
  sku_tier                           = "Standard"
  sku_size                           = "Standard"
  preview_environments_enabled       = false
  configuration_file_changes_enabled = true

  app_settings = {
    LANGUAGE = "de"
  }

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_static_web_app_custom_domain" "menu" {
  static_web_app_id = azurerm_static_web_app.menu.id
  domain_name       = var.domain
  validation_type   = "cname-delegation"
}

output "default_host_name" {
  description = "Target of the CNAME record."
  value       = azurerm_static_web_app.menu.default_host_name
}
