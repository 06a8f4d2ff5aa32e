# A file share, queues and a table in an existing storage account.
# words: azure file share, queue and table storage | storage queues and file share on azure | a 100 GB file share with backups of its own, two queues for thumbnails and mails and a table for sessions in an existing storage account

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
  storage_use_azuread = true
}

variable "storage_account" {
  type        = object({ name = string, resource_group_name = string })
  description = "Existing storage account."
}

data "azurerm_storage_account" "shop" {
  name                = var.storage_account.name
  resource_group_name = var.storage_account.resource_group_name
}

resource "azurerm_storage_share" "exports" {
  name               = "exports"
  storage_account_id = data.azurerm_storage_account.shop.id
  quota              = 100
  access_tier        = "TransactionOptimized"
  enabled_protocol   = "SMB"
}

resource "azurerm_storage_share_directory" "daily" {
  name              = "daily"
  storage_share_url = azurerm_storage_share.exports.url
}

resource "azurerm_storage_queue" "work" {
  for_each           = toset(["thumbnails", "mails"])
  name               = each.value
  storage_account_id = data.azurerm_storage_account.shop.id
}

resource "azurerm_storage_table" "sessions" {
  name                 = "sessions"
  storage_account_name = data.azurerm_storage_account.shop.name
}

resource "azurerm_storage_management_policy" "shop" {
  storage_account_id = data.azurerm_storage_account.shop.id

  rule {
    name    = "old-exports"
    enabled = true

    filters {
      blob_types   = ["blockBlob"]
      prefix_match = ["exports/"]
    }

    actions {
      base_blob {
        tier_to_cool_after_days_since_modification_greater_than = 30
        delete_after_days_since_modification_greater_than       = 365
      }
    }
  }
}

output "share_url" {
  description = "Address of the share."
  value       = azurerm_storage_share.exports.url
}
