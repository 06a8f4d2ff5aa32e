# A Linux web app with HTTPS only, Entra ID login, a managed identity and health checks.
# words: an azure web app on app service | linux azure web app | a Node.js web app on an App Service plan with HTTPS only, TLS 1.2, HTTP/2, Entra ID login, health checks, logs and no FTP

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

variable "client_id" {
  type        = string
  description = "Application that users log in to."
}

variable "tenant_endpoint" {
  type        = string
  description = "Entra ID endpoint of the tenant."
}

resource "azurerm_resource_group" "portal" {
  name     = "rg-portal"
  location = "swedencentral"
}

resource "azurerm_service_plan" "portal" {
  name                   = "plan-portal"
  resource_group_name    = azurerm_resource_group.portal.name
  location               = azurerm_resource_group.portal.location
  os_type                = "Linux"
  sku_name               = "P1v3"
  worker_count           = 3
  zone_balancing_enabled = true
}

resource "azurerm_linux_web_app" "portal" {
  name                          = "app-acme-portal"
  resource_group_name           = azurerm_resource_group.portal.name
  location                      = azurerm_resource_group.portal.location
  service_plan_id               = azurerm_service_plan.portal.id
  https_only                    = true
  client_certificate_enabled    = true
  public_network_access_enabled = false

  identity {
    type = "SystemAssigned"
  }

  site_config {
    minimum_tls_version               = "1.2"
    ftps_state                        = "Disabled"
    http2_enabled                     = true
    health_check_path                 = "/healthz"
    health_check_eviction_time_in_min = 5

    application_stack {
      node_version = "22-lts"
    }
  }

  auth_settings_v2 {
    auth_enabled           = true
    require_authentication = true
    default_provider       = "azureactivedirectory"

    active_directory_v2 {
      client_id            = var.client_id
      tenant_auth_endpoint = var.tenant_endpoint
    }

    login {}
  }

  logs {
    detailed_error_messages = true
    failed_request_tracing  = true

    http_logs {
      file_system {
        retention_in_days = 7
        retention_in_mb   = 35
      }
    }
  }
}

output "default_hostname" {
  description = "Address of the app."
  value       = azurerm_linux_web_app.portal.default_hostname
}
