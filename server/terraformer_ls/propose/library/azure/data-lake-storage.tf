# A data lake account with file systems, folders and access lists for two teams.
# words: azure data lake storage gen2 | hierarchical storage account with file systems | a zone-redundant storage account with hierarchical namespace, no public access, raw and curated file systems and a folder that only one group may write

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

variable "engineers_group_id" {
  type        = string
  description = "Group that writes curated data."
}

variable "subnet_id" {
  type        = string
  description = "Subnet of the private endpoint."
}

resource "azurerm_resource_group" "lake" {
  name     = "rg-data-lake"
  location = "westeurope"
}

resource "azurerm_storage_account" "lake" {
  name                              = "acmedatalake01"
  resource_group_name               = azurerm_resource_group.lake.name
  location                          = azurerm_resource_group.lake.location
  account_tier                      = "Standard"
  account_kind                      = "StorageV2"
  account_replication_type          = "GZRS"
  is_hns_enabled                    = true
  min_tls_version                   = "TLS1_2"
  queue_encryption_key_type         = "Account"
  table_encryption_key_type         = "Account"
  shared_access_key_enabled         = false
  local_user_enabled                = false
  public_network_access_enabled     = false
  allow_nested_items_to_be_public   = false
  infrastructure_encryption_enabled = true

  identity {
    type = "SystemAssigned"
  }

  sas_policy {
    expiration_period = "00.01:00:00"
  }

  blob_properties {
    delete_retention_policy {
      days = 30
    }

    container_delete_retention_policy {
      days = 30
    }
  }
}

resource "azurerm_private_endpoint" "lake" {
  name                = "pe-data-lake"
  resource_group_name = azurerm_resource_group.lake.name
  location            = azurerm_resource_group.lake.location
  subnet_id           = var.subnet_id

  private_service_connection {
    name                           = "data-lake"
    private_connection_resource_id = azurerm_storage_account.lake.id
    subresource_names              = ["dfs"]
    is_manual_connection           = false
  }
}

resource "azurerm_storage_data_lake_gen2_filesystem" "zone" {
  for_each           = toset(["raw", "curated"])
  name               = each.value
  storage_account_id = azurerm_storage_account.lake.id
}

resource "azurerm_storage_data_lake_gen2_path" "sales" {
  path               = "sales"
  filesystem_name    = azurerm_storage_data_lake_gen2_filesystem.zone["curated"].name
  storage_account_id = azurerm_storage_account.lake.id
  resource           = "directory"

  ace {
    scope       = "access"
    type        = "group"
    id          = var.engineers_group_id
    permissions = "rwx"
  }

  ace {
    scope       = "access"
    type        = "other"
    permissions = "---"
  }
}

resource "azurerm_storage_account_customer_managed_key" "lake" {
  storage_account_id = azurerm_storage_account.lake.id
  key_vault_id       = var.key_vault_id
  key_name           = "data-lake"
}

variable "key_vault_id" {
  type        = string
  description = "Key vault with the encryption key."
}

output "dfs_endpoint" {
  description = "Address of the lake."
  value       = azurerm_storage_account.lake.primary_dfs_endpoint
}
