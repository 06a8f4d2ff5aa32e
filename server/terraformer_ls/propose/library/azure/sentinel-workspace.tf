# Microsoft Sentinel on a workspace with two connectors and an alert rule.
# words: microsoft sentinel with an analytics rule | azure sentinel siem on log analytics | Sentinel on an existing Log Analytics workspace with the Entra ID and Defender connectors, a scheduled rule on deleted key vaults and a watch list of VIP accounts

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

variable "workspace_id" {
  type        = string
  description = "Log Analytics workspace."
}

data "azurerm_client_config" "current" {}
resource "azurerm_sentinel_log_analytics_workspace_onboarding" "main" {
  workspace_id = var.workspace_id
}

resource "azurerm_sentinel_data_connector_azure_active_directory" "entra" {
  name                       = "entra-id"
  log_analytics_workspace_id = azurerm_sentinel_log_analytics_workspace_onboarding.main.workspace_id
}

resource "azurerm_sentinel_data_connector_azure_security_center" "defender" {
  name                       = "defender"
  log_analytics_workspace_id = azurerm_sentinel_log_analytics_workspace_onboarding.main.workspace_id
  subscription_id            = data.azurerm_client_config.current.subscription_id
}

resource "azurerm_sentinel_alert_rule_scheduled" "vault_deleted" {
  name                       = "key-vault-deleted"
  log_analytics_workspace_id = azurerm_sentinel_log_analytics_workspace_onboarding.main.workspace_id
  display_name               = "A key vault was deleted"
  severity                   = "High"
  tactics                    = ["Impact"]
  query_frequency            = "PT15M"
  query_period               = "PT15M"
  trigger_operator           = "GreaterThan"
  trigger_threshold          = 0

  query = <<-KUSTO
AzureActivity
| where OperationNameValue =~ "Microsoft.KeyVault/vaults/delete"
| where ActivityStatusValue == "Success"
| project TimeGenerated, Caller, ResourceGroup, _ResourceId
KUSTO
}

resource "azurerm_sentinel_watchlist" "important" {
  name                       = "important-accounts"
  log_analytics_workspace_id = azurerm_sentinel_log_analytics_workspace_onboarding.main.workspace_id
  display_name               = "Important accounts"
  item_search_key            = "Account"
}

output "rule_id" {
  description = "ID of the rule."
  value       = azurerm_sentinel_alert_rule_scheduled.vault_deleted.id
}
