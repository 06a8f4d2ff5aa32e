# A recovery services vault with a daily policy that protects an existing virtual machine.
# words: back up an azure vm | recovery services vault and backup policy | a geo-redundant recovery services vault with soft delete and immutability, a policy that keeps 30 daily, 12 weekly and 12 monthly points and one protected machine

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

variable "virtual_machine_id" {
  type        = string
  description = "Machine that is protected."
}

resource "azurerm_resource_group" "backup" {
  name     = "rg-backup"
  location = "westeurope"
}

resource "azurerm_recovery_services_vault" "main" {
  name                          = "rsv-main"
  resource_group_name           = azurerm_resource_group.backup.name
  location                      = azurerm_resource_group.backup.location
  sku                           = "Standard"
  storage_mode_type             = "GeoRedundant"
  cross_region_restore_enabled  = true
  soft_delete_enabled           = true
  immutability                  = "Unlocked"
  public_network_access_enabled = false

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_backup_policy_vm" "daily" {
  name                = "daily"
  resource_group_name = azurerm_resource_group.backup.name
  recovery_vault_name = azurerm_recovery_services_vault.main.name
  timezone            = "W. Europe Standard Time"
  policy_type         = "V2"

  backup {
    frequency = "Daily"
    time      = "23:00"
  }

  retention_daily {
    count = 30
  }

  retention_weekly {
    count    = 12
    weekdays = ["Sunday"]
  }

  retention_monthly {
    count    = 12
    weekdays = ["Sunday"]
    weeks    = ["First"]
  }
}

resource "azurerm_backup_protected_vm" "server" {
  resource_group_name = azurerm_resource_group.backup.name
  recovery_vault_name = azurerm_recovery_services_vault.main.name
  source_vm_id        = var.virtual_machine_id
  backup_policy_id    = azurerm_backup_policy_vm.daily.id
}

output "vault_id" {
  description = "ID of the vault."
  value       = azurerm_recovery_services_vault.main.id
}
