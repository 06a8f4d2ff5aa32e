# An automation account that stops tagged machines every evening.
# words: an azure automation account with a runbook | stop vms at night with azure automation | an automation account with a system identity and no public access, a PowerShell runbook that stops machines tagged autostop, a schedule at seven in the evening and its role

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

variable "resource_group_id" {
  type        = string
  description = "Group whose machines may be stopped."
}

variable "key" {
  type        = object({ source_id = string, identity_id = string })
  description = "Encryption key and the identity that may use it."
}

resource "azurerm_resource_group" "automation" {
  name     = "rg-operations"
  location = "westeurope"
}

resource "azurerm_automation_account" "operations" {
  name                          = "aa-operations"
  resource_group_name           = azurerm_resource_group.automation.name
  location                      = azurerm_resource_group.automation.location
  sku_name                      = "Basic"
  local_authentication_enabled  = false
  public_network_access_enabled = false

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = [var.key.identity_id]
  }

  encryption {
    key_vault_key_id          = var.key.source_id
    user_assigned_identity_id = var.key.identity_id
  }
}

resource "azurerm_role_assignment" "operations" {
  scope                = var.resource_group_id
  role_definition_name = "Virtual Machine Contributor"
  principal_id         = azurerm_automation_account.operations.identity[0].principal_id
}

resource "azurerm_automation_runbook" "stop" {
  name                    = "Stop-TaggedMachines"
  resource_group_name     = azurerm_resource_group.automation.name
  location                = azurerm_resource_group.automation.location
  automation_account_name = azurerm_automation_account.operations.name
  runbook_type            = "PowerShell72"
  log_verbose             = false
  log_progress            = true
  description             = "Stops machines tagged autostop"

  content = <<-POWERSHELL
Connect-AzAccount -Identity
Get-AzVM | Where-Object { $_.Tags["autostop"] -eq "true" } | Stop-AzVM -Force
POWERSHELL
}

resource "azurerm_automation_schedule" "evening" {
  name                    = "evening"
  resource_group_name     = azurerm_resource_group.automation.name
  automation_account_name = azurerm_automation_account.operations.name
  frequency               = "Day"
  interval                = 1
  timezone                = "Europe/Berlin"
  start_time              = "2027-01-04T19:00:00+01:00"
}

resource "azurerm_automation_job_schedule" "evening" {
  resource_group_name     = azurerm_resource_group.automation.name
  automation_account_name = azurerm_automation_account.operations.name
  runbook_name            = azurerm_automation_runbook.stop.name
  schedule_name           = azurerm_automation_schedule.evening.name
}

output "automation_account_id" {
  description = "ID of the account."
  value       = azurerm_automation_account.operations.id
}
