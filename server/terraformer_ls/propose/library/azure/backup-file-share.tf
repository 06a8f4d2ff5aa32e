# Daily backups of an Azure file share.
# words: back up an azure file share | recovery services vault for azure files | a daily backup policy for file shares with 30 daily and 12 monthly points in an existing vault, the storage account registered in it and one protected share

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

variable "vault" {
  type        = object({ name = string, resource_group_name = string })
  description = "Existing recovery services vault."
}

variable "storage_account_id" {
  type        = string
  description = "Storage account of the share."
}

variable "share_name" {
  type        = string
  description = "Share that is protected."
  default     = "exports"
}

resource "azurerm_backup_container_storage_account" "files" {
  resource_group_name = var.vault.resource_group_name
  recovery_vault_name = var.vault.name
  storage_account_id  = var.storage_account_id
}

resource "azurerm_backup_policy_file_share" "daily" {
  name                = "files-daily"
  resource_group_name = var.vault.resource_group_name
  recovery_vault_name = var.vault.name
  timezone            = "W. Europe Standard Time"

  backup {
    frequency = "Daily"
    time      = "22:30"
  }

  retention_daily {
    count = 30
  }

  retention_monthly {
    count    = 12
    weekdays = ["Sunday"]
    weeks    = ["First"]
  }
}

resource "azurerm_backup_protected_file_share" "share" {
  resource_group_name       = var.vault.resource_group_name
  recovery_vault_name       = var.vault.name
  source_storage_account_id = azurerm_backup_container_storage_account.files.storage_account_id
  source_file_share_name    = var.share_name
  backup_policy_id          = azurerm_backup_policy_file_share.daily.id
}

output "policy_id" {
  description = "Policy for more shares."
  value       = azurerm_backup_policy_file_share.daily.id
}
