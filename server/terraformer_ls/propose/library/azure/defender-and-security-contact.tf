# Microsoft Defender plans for a subscription and who is told about alerts.
# words: enable microsoft defender for cloud | azure security center plans and contact | Defender for servers, SQL, storage, key vaults and containers in a subscription, a security contact and continuous export of alerts to a workspace

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
  description = "Log Analytics workspace that receives the alerts."
}

variable "location" {
  type        = string
  description = "Azure region of the export."
  default     = "westeurope"
}

data "azurerm_subscription" "current" {}
resource "azurerm_security_center_subscription_pricing" "plan" {
  for_each      = toset(["VirtualMachines", "SqlServers", "StorageAccounts", "KeyVaults", "Containers", "AppServices"])
  tier          = "Standard"
  resource_type = each.value
}

resource "azurerm_security_center_contact" "security" {
  name                = "default"
  email               = "security@acme.io"
  phone               = "+49301234567"
  alert_notifications = true
  alerts_to_admins    = true
}

resource "azurerm_resource_group" "security" {
  name     = "rg-security"
  location = var.location
}

resource "azurerm_security_center_automation" "export" {
  name                = "ExportToWorkspace"
  resource_group_name = azurerm_resource_group.security.name
  location            = azurerm_resource_group.security.location
  scopes              = [data.azurerm_subscription.current.id]

  action {
    type        = "loganalytics"
    resource_id = var.workspace_id
  }

  source {
    event_source = "Alerts"

    rule_set {
      rule {
        property_path  = "properties.metadata.severity"
        operator       = "Equals"
        expected_value = "High"
        property_type  = "String"
      }
    }
  }
}

output "plans" {
  description = "Plans that are on."
  value       = keys(azurerm_security_center_subscription_pricing.plan)
}
