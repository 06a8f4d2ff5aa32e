# A Windows web app for .NET with a staging slot, key vault settings and auto scaling.
# words: an azure windows web app with a deployment slot | dotnet web app on app service with staging slot | a .NET 9 web app on a zone-redundant plan with a staging slot, settings from the key vault by identity, HTTPS only and scaling from 3 to 6 at 70 percent CPU

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

variable "secret_uri" {
  type        = string
  description = "Secret for the connection."
  default     = "https://kv-acme-main.vault.azure.net/secrets/orders-database-password"
}

variable "key_vault_id" {
  type        = string
  description = "Key vault with the secret."
}

resource "azurerm_resource_group" "intranet" {
  name     = "rg-intranet"
  location = "westeurope"
}

resource "azurerm_service_plan" "intranet" {
  name                   = "plan-intranet"
  resource_group_name    = azurerm_resource_group.intranet.name
  location               = azurerm_resource_group.intranet.location
  os_type                = "Windows"
  sku_name               = "P1v3"
  worker_count           = 3
  zone_balancing_enabled = true
}

resource "azurerm_windows_web_app" "intranet" {
  name                          = "app-acme-intranet"
  resource_group_name           = azurerm_resource_group.intranet.name
  location                      = azurerm_resource_group.intranet.location
  service_plan_id               = azurerm_service_plan.intranet.id
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
    health_check_path                 = "/health"
    health_check_eviction_time_in_min = 5

    application_stack {
      current_stack  = "dotnet"
      dotnet_version = "v9.0"
    }
  }

  app_settings = {
    DB_PASSWORD = "@Microsoft.KeyVault(SecretUri=${var.secret_uri})"
  }

  auth_settings {
    enabled = true
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

resource "azurerm_windows_web_app_slot" "staging" {
  name                          = "staging"
  app_service_id                = azurerm_windows_web_app.intranet.id
  https_only                    = true
  public_network_access_enabled = false

  site_config {
    minimum_tls_version = "1.2"
    ftps_state          = "Disabled"
    http2_enabled       = true

    application_stack {
      current_stack  = "dotnet"
      dotnet_version = "v9.0"
    }
  }
}

resource "azurerm_role_assignment" "secrets" {
  scope                = var.key_vault_id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_windows_web_app.intranet.identity[0].principal_id
}

output "staging_hostname" {
  description = "Address of the staging slot."
  value       = azurerm_windows_web_app_slot.staging.default_hostname
}
