# A monthly budget for a subscription with mails at 80 and 100 percent.
# words: an azure budget with alerts | cost alert for a subscription | a monthly consumption budget of 2000 euros that mails the owners at 80 percent actual and 100 percent forecast, for everything tagged environment=production

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

variable "contacts" {
  type        = list(string)
  description = "Addresses that are mailed."
  default     = ["finance@acme.io", "platform@acme.io"]
}

variable "amount" {
  type        = number
  description = "Budget of a month in the billing currency."
  default     = 2000
}

data "azurerm_subscription" "current" {}
resource "azurerm_consumption_budget_subscription" "production" {
  name            = "production-monthly"
  subscription_id = data.azurerm_subscription.current.id
  amount          = var.amount
  time_grain      = "Monthly"

  time_period {
    start_date = "2026-01-01T00:00:00Z"
    end_date   = "2030-12-31T00:00:00Z"
  }

  filter {
    tag {
      name   = "environment"
      values = ["production"]
    }
  }

  notification {
    operator       = "GreaterThan"
    threshold      = 80
    threshold_type = "Actual"
    contact_emails = var.contacts
  }

  notification {
    operator       = "GreaterThan"
    threshold      = 100
    threshold_type = "Forecasted"
    contact_emails = var.contacts
  }
}

output "budget_id" {
  description = "ID of the budget."
  value       = azurerm_consumption_budget_subscription.production.id
}
