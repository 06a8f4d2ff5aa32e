# Azure policies for a management group: allowed regions, and a tag that every resource group needs.
# words: an azure policy for allowed locations and required tags | management group with policy assignments | a management group for production, a custom policy that denies resource groups without a cost centre tag, and the built-in policy of allowed locations limited to two regions

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

variable "subscription_ids" {
  type        = set(string)
  description = "Subscriptions of the group."
}

variable "parent_id" {
  type        = string
  description = "Parent management group."
}

variable "locations" {
  type        = list(string)
  description = "Regions that may be used."
  default     = ["westeurope", "northeurope"]
}

data "azurerm_policy_definition" "allowed_locations" {
  display_name = "Allowed locations"
}

resource "azurerm_management_group" "production" {
  name                       = "production"
  display_name               = "Production"
  parent_management_group_id = var.parent_id
  subscription_ids           = var.subscription_ids
}

resource "azurerm_policy_definition" "cost_center" {
  name                = "require-cost-center"
  display_name        = "Resource groups need a cost centre"
  policy_type         = "Custom"
  mode                = "All"
  management_group_id = azurerm_management_group.production.id

  policy_rule = jsonencode({
    "if" = {
      allOf = [
        { field = "type", equals = "Microsoft.Resources/subscriptions/resourceGroups" },
        { field = "tags['cost_center']", exists = "false" },
      ]
    }
    "then" = { effect = "deny" }
  })
}

resource "azurerm_management_group_policy_assignment" "cost_center" {
  name                 = "cost-center"
  management_group_id  = azurerm_management_group.production.id
  policy_definition_id = azurerm_policy_definition.cost_center.id
}

resource "azurerm_management_group_policy_assignment" "locations" {
  name                 = "allowed-locations"
  management_group_id  = azurerm_management_group.production.id
  policy_definition_id = data.azurerm_policy_definition.allowed_locations.id
  parameters           = jsonencode({ listOfAllowedLocations = { value = var.locations } })
}

output "management_group_id" {
  description = "ID of the group."
  value       = azurerm_management_group.production.id
}
