# A storage account without public access, with a private endpoint, soft delete and a container.
# words: an azure storage account | private azure storage account with a blob storage container | a geo-redundant storage account with TLS 1.2, no public access, no shared keys, soft delete, versioning, encrypted with our key, and a private endpoint

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

variable "subnet_id" {
  type        = string
  description = "Subnet of the private endpoint."
}

variable "key_vault_id" {
  type        = string
  description = "Key vault that holds the encryption key."
}

variable "key_name" {
  type        = string
  description = "Name of the encryption key."
  default     = "storage-encryption"
}

resource "azurerm_resource_group" "archive" {
  name     = "rg-archive"
  location = "westeurope"
}

resource "azurerm_storage_account" "archive" {
  name                            = "acmearchive01"
  resource_group_name             = azurerm_resource_group.archive.name
  location                        = azurerm_resource_group.archive.location
  account_tier                    = "Standard"
  account_replication_type        = "GRS"
  min_tls_version                 = "TLS1_2"
  queue_encryption_key_type       = "Account"
  table_encryption_key_type       = "Account"
  public_network_access_enabled   = false
  allow_nested_items_to_be_public = false
  shared_access_key_enabled       = false

  identity {
    type = "SystemAssigned"
  }

  sas_policy {
    expiration_period = "00.01:00:00"
  }

  blob_properties {
    versioning_enabled = true

    delete_retention_policy {
      days = 30
    }

    container_delete_retention_policy {
      days = 30
    }
  }
}

resource "azurerm_storage_account_customer_managed_key" "archive" {
  storage_account_id = azurerm_storage_account.archive.id
  key_vault_id       = var.key_vault_id
  key_name           = var.key_name
}

resource "azurerm_storage_account_queue_properties" "archive" {
  storage_account_id = azurerm_storage_account.archive.id

  logging {
    version               = "1.0"
    delete                = true
    read                  = true
    write                 = true
    retention_policy_days = 30
  }
}

resource "azurerm_storage_container" "contracts" {
  name                  = "contracts"
  storage_account_id    = azurerm_storage_account.archive.id
  container_access_type = "private"
}

resource "azurerm_private_endpoint" "archive" {
  name                = "pe-archive-blob"
  resource_group_name = azurerm_resource_group.archive.name
  location            = azurerm_resource_group.archive.location
  subnet_id           = var.subnet_id

  private_service_connection {
    name                           = "archive-blob"
    private_connection_resource_id = azurerm_storage_account.archive.id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }
}

output "storage_account_id" {
  description = "ID of the account."
  value       = azurerm_storage_account.archive.id
}
