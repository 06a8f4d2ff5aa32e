# A logic app that runs every morning and calls an HTTP endpoint.
# words: an azure logic app that runs daily | logic app workflow with recurrence trigger | a consumption logic app with a managed identity that every weekday at seven posts to an internal endpoint

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

variable "endpoint" {
  type        = string
  description = "Address that is called."
  default     = "https://reports.acme.io/api/daily"
}

resource "azurerm_resource_group" "automation" {
  name     = "rg-automation"
  location = "westeurope"
}

resource "azurerm_logic_app_workflow" "morning" {
  name                = "logic-morning-report"
  resource_group_name = azurerm_resource_group.automation.name
  location            = azurerm_resource_group.automation.location
  enabled             = true

  identity {
    type = "SystemAssigned"
  }

  access_control {
    trigger {
      allowed_caller_ip_address_range = ["10.0.0.0/8"]
    }
  }
}

resource "azurerm_logic_app_trigger_recurrence" "weekdays" {
  name         = "weekdays"
  logic_app_id = azurerm_logic_app_workflow.morning.id
  frequency    = "Week"
  interval     = 1
  time_zone    = "W. Europe Standard Time"

  schedule {
    at_these_hours   = [7]
    at_these_minutes = [0]
    on_these_days    = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
  }
}

resource "azurerm_logic_app_action_http" "report" {
  name         = "start-report"
  logic_app_id = azurerm_logic_app_workflow.morning.id
  method       = "POST"
  uri          = var.endpoint
  body         = jsonencode({ kind = "daily" })
  headers      = { "Content-Type" = "application/json" }
}

output "workflow_id" {
  description = "ID of the workflow."
  value       = azurerm_logic_app_workflow.morning.id
}
