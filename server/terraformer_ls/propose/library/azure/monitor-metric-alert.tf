# An action group and alerts for a web app's response time and failed requests.
# words: an azure monitor alert for a web app | metric alert with action group | alerts on an existing web app when it answers slower than two seconds or with more than ten server errors in five minutes, mailed to the team and sent to a webhook

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

variable "resource_group_name" {
  type        = string
  description = "Group of the web app and its alerts."
  default     = "rg-portal"
}

variable "web_app_id" {
  type        = string
  description = "Web app that is watched."
}

variable "webhook_uri" {
  type        = string
  description = "Address of the incident tool."
}

resource "azurerm_monitor_action_group" "team" {
  name                = "ag-portal-team"
  resource_group_name = var.resource_group_name
  short_name          = "portalteam"

  email_receiver {
    name                    = "team"
    email_address           = "portal@acme.io"
    use_common_alert_schema = true
  }

  webhook_receiver {
    name                    = "incidents"
    service_uri             = var.webhook_uri
    use_common_alert_schema = true
  }
}

resource "azurerm_monitor_metric_alert" "slow" {
  name                = "portal-slow"
  resource_group_name = var.resource_group_name
  scopes              = [var.web_app_id]
  description         = "The portal answers slower than two seconds"
  severity            = 2
  window_size         = "PT5M"

  criteria {
    metric_namespace = "Microsoft.Web/sites"
    metric_name      = "HttpResponseTime"
    aggregation      = "Average"
    operator         = "GreaterThan"
    threshold        = 2
  }

  action {
    action_group_id = azurerm_monitor_action_group.team.id
  }
}

resource "azurerm_monitor_metric_alert" "errors" {
  name                = "portal-errors"
  resource_group_name = var.resource_group_name
  scopes              = [var.web_app_id]
  description         = "More than ten server errors in five minutes"
  severity            = 1
  window_size         = "PT5M"

  criteria {
    metric_namespace = "Microsoft.Web/sites"
    metric_name      = "Http5xx"
    aggregation      = "Total"
    operator         = "GreaterThan"
    threshold        = 10
  }

  action {
    action_group_id = azurerm_monitor_action_group.team.id
  }
}

output "action_group_id" {
  description = "Group for further alerts."
  value       = azurerm_monitor_action_group.team.id
}
