# Alerts on deleted networks, changed security groups and incidents of Azure itself.
# words: azure activity log alerts | alert when a network security group changes | activity log alerts when somebody deletes a virtual network or changes a security rule, and a service health alert for two regions, all to one action group

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
  description = "Group of the alerts."
  default     = "rg-observability"
}

variable "action_group_id" {
  type        = string
  description = "Action group that is told."
}

data "azurerm_subscription" "current" {}
locals {
  operations = {
    network-deleted = "Microsoft.Network/virtualNetworks/delete"
    rule-changed    = "Microsoft.Network/networkSecurityGroups/securityRules/write"
    policy-removed  = "Microsoft.Authorization/policyAssignments/delete"
  }
}

resource "azurerm_monitor_activity_log_alert" "operation" {
  for_each            = local.operations
  name                = "ala-${each.key}"
  resource_group_name = var.resource_group_name
  location            = "global"
  scopes              = [data.azurerm_subscription.current.id]
  description         = "Somebody did ${each.value}"

  criteria {
    category       = "Administrative"
    operation_name = each.value
    status         = "Succeeded"
  }

  action {
    action_group_id = var.action_group_id
  }
}

resource "azurerm_monitor_activity_log_alert" "service_health" {
  name                = "ala-service-health"
  resource_group_name = var.resource_group_name
  location            = "global"
  scopes              = [data.azurerm_subscription.current.id]
  description         = "Azure has an incident in our regions"

  criteria {
    category = "ServiceHealth"

    service_health {
      events    = ["Incident", "Maintenance"]
      locations = ["West Europe", "North Europe"]
    }
  }

  action {
    action_group_id = var.action_group_id
  }
}

output "alert_ids" {
  description = "Alerts by name."
  value       = { for name, alert in azurerm_monitor_activity_log_alert.operation : name => alert.id }
}
