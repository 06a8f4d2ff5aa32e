# A Log Analytics workspace and diagnostic settings that send a key vault's audit log to it.
# words: a log analytics workspace with diagnostic settings | send key vault logs to log analytics | a Log Analytics workspace with 90 days of retention and a daily cap, and a diagnostic setting that collects audit events and metrics of an existing key vault

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

variable "key_vault_id" {
  type        = string
  description = "Key vault that is audited."
}

variable "retention_in_days" {
  type        = number
  description = "How long logs can be searched."
  default     = 90
}

resource "azurerm_resource_group" "observability" {
  name     = "rg-observability"
  location = "westeurope"
}

resource "azurerm_log_analytics_workspace" "main" {
  name                          = "log-acme-main"
  resource_group_name           = azurerm_resource_group.observability.name
  location                      = azurerm_resource_group.observability.location
  sku                           = "PerGB2018"
  retention_in_days             = var.retention_in_days
  daily_quota_gb                = 20
  local_authentication_disabled = true
  internet_query_enabled        = false
}

resource "azurerm_monitor_diagnostic_setting" "key_vault" {
  name                       = "to-log-analytics"
  target_resource_id         = var.key_vault_id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.main.id

  enabled_log {
    category = "AuditEvent"
  }

  enabled_log {
    category = "AzurePolicyEvaluationDetails"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

output "workspace_id" {
  description = "ID of the workspace."
  value       = azurerm_log_analytics_workspace.main.id
}
