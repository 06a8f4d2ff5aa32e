# A custom role that may restart machines, given to the operators' group on one resource group.
# words: an azure custom role | azure rbac role definition and assignment | a custom role that can read, start and restart virtual machines but not change them, assigned to a group on one resource group

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

variable "operators_group_id" {
  type        = string
  description = "Entra ID group of the operators."
}

variable "resource_group_name" {
  type        = string
  description = "Group whose machines they operate."
  default     = "rg-workers"
}

data "azurerm_subscription" "current" {}
data "azurerm_resource_group" "workers" {
  name = var.resource_group_name
}

resource "azurerm_role_definition" "restarter" {
  name              = "Virtual Machine Restarter"
  scope             = data.azurerm_subscription.current.id
  description       = "May read, start and restart virtual machines"
  assignable_scopes = [data.azurerm_subscription.current.id]

  permissions {
    actions = [
      "Microsoft.Compute/virtualMachines/read",
      "Microsoft.Compute/virtualMachines/start/action",
      "Microsoft.Compute/virtualMachines/restart/action",
      "Microsoft.Compute/virtualMachines/instanceView/read",
    ]
    not_actions = []
  }
}

resource "azurerm_role_assignment" "operators" {
  scope              = data.azurerm_resource_group.workers.id
  role_definition_id = azurerm_role_definition.restarter.role_definition_resource_id
  principal_id       = var.operators_group_id
  principal_type     = "Group"
}

output "role_definition_id" {
  description = "ID of the role."
  value       = azurerm_role_definition.restarter.role_definition_resource_id
}
