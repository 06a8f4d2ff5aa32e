# A Python function app with a managed identity instead of storage keys, and Application Insights.
# words: an azure function app in python | linux function app with managed identity | a Python 3.12 function app on an Elastic Premium plan, HTTPS only, storage through its identity, inside a subnet and traced by Application Insights

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
  storage_use_azuread = true
}

variable "storage_account_name" {
  type        = string
  description = "Storage account of the function runtime."
}

variable "storage_account_id" {
  type        = string
  description = "ID of that storage account."
}

variable "subnet_id" {
  type        = string
  description = "Subnet for outgoing traffic."
}

variable "workspace_id" {
  type        = string
  description = "Log Analytics workspace of the traces."
}

resource "azurerm_resource_group" "imports" {
  name     = "rg-imports"
  location = "westeurope"
}

resource "azurerm_service_plan" "imports" {
  name                         = "plan-imports"
  resource_group_name          = azurerm_resource_group.imports.name
  location                     = azurerm_resource_group.imports.location
  os_type                      = "Linux"
  sku_name                     = "EP1"
  worker_count                 = 3
  zone_balancing_enabled       = true
  maximum_elastic_worker_count = 6
}

resource "azurerm_application_insights" "imports" {
  name                = "appi-imports"
  resource_group_name = azurerm_resource_group.imports.name
  location            = azurerm_resource_group.imports.location
  workspace_id        = var.workspace_id
  application_type    = "web"
}

resource "azurerm_linux_function_app" "imports" {
  name                          = "func-acme-imports"
  resource_group_name           = azurerm_resource_group.imports.name
  location                      = azurerm_resource_group.imports.location
  service_plan_id               = azurerm_service_plan.imports.id
  storage_account_name          = var.storage_account_name
  storage_uses_managed_identity = true
  https_only                    = true
  public_network_access_enabled = false
  client_certificate_enabled    = true
  virtual_network_subnet_id     = var.subnet_id

  identity {
    type = "SystemAssigned"
  }

  site_config {
    minimum_tls_version                    = "1.2"
    ftps_state                             = "Disabled"
    http2_enabled                          = true
    application_insights_connection_string = azurerm_application_insights.imports.connection_string

    application_stack {
      python_version = "3.12"
    }
  }

  app_settings = {
    IMPORT_BATCH_SIZE = "500"
  }
}

resource "azurerm_role_assignment" "storage" {
  scope                = var.storage_account_id
  role_definition_name = "Storage Blob Data Owner"
  principal_id         = azurerm_linux_function_app.imports.identity[0].principal_id
}

output "hostname" {
  description = "Address of the functions."
  value       = azurerm_linux_function_app.imports.default_hostname
}
