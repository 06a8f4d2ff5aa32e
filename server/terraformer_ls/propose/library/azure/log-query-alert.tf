# An alert from a log query about failed logins, and a saved search for it.
# words: an azure log analytics alert from a kusto query | scheduled query rule alert | a scheduled query every ten minutes that alerts when one address fails to log in more than twenty times, and a saved search for analysts

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

variable "workspace" {
  type        = object({ id = string, resource_group_name = string, location = string })
  description = "Log Analytics workspace."
}

variable "action_group_id" {
  type        = string
  description = "Action group that is told."
}

locals {
  query = <<-KUSTO
SigninLogs
| where ResultType != "0"
| summarize failures = count() by IPAddress
| where failures > 20
KUSTO
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "failed_logins" {
  name                    = "sqr-failed-logins"
  resource_group_name     = var.workspace.resource_group_name
  location                = var.workspace.location
  display_name            = "Many failed logins from one address"
  scopes                  = [var.workspace.id]
  severity                = 1
  evaluation_frequency    = "PT10M"
  window_duration         = "PT30M"
  auto_mitigation_enabled = true

  criteria {
    query                   = local.query
    time_aggregation_method = "Count"
    operator                = "GreaterThan"
    threshold               = 0

    failing_periods {
      number_of_evaluation_periods             = 1
      minimum_failing_periods_to_trigger_alert = 1
    }
  }

  action {
    action_groups = [var.action_group_id]
  }
}

resource "azurerm_log_analytics_saved_search" "failed_logins" {
  name                       = "failed-logins"
  log_analytics_workspace_id = var.workspace.id
  category                   = "Security"
  display_name               = "Failed logins by address"
  query                      = local.query
}

output "alert_id" {
  description = "ID of the alert."
  value       = azurerm_monitor_scheduled_query_rules_alert_v2.failed_logins.id
}
