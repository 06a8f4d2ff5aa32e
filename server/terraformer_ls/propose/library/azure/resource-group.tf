# A resource group with the company's tags and a lock that prevents its deletion.
# words: an azure resource group | azure resource group with a delete lock | a resource group on azure in West Europe for the payments team, tagged with owner and cost centre: the group can't be deleted by accident

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

variable "location" {
  type        = string
  description = "Azure region of the group."
  default     = "westeurope"
}

variable "environment" {
  type        = string
  description = "Environment that the group belongs to."
  default     = "production"
}

locals {
  tags = {
    owner       = "payments"
    cost_center = "4711"
    environment = var.environment
  }
}

resource "azurerm_resource_group" "payments" {
  name     = "rg-payments-${var.environment}"
  location = var.location
  tags     = local.tags
}

resource "azurerm_management_lock" "payments" {
  name       = "no-delete"
  scope      = azurerm_resource_group.payments.id
  lock_level = "CanNotDelete"
  notes      = "Remove this lock before deleting the group."
}

output "resource_group_name" {
  description = "Name of the group."
  value       = azurerm_resource_group.payments.name
}
