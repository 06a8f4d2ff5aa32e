# A key in a key vault and a disk encryption set that uses and rotates it.
# words: an azure disk encryption set with a customer managed key | encrypt vm disks with our own key on azure | an RSA 4096 HSM key with yearly rotation in an existing premium key vault, a disk encryption set with a system identity and its role on the vault

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

variable "key_vault_id" {
  type        = string
  description = "Premium key vault with RBAC and purge protection."
}

resource "azurerm_resource_group" "encryption" {
  name     = "rg-encryption"
  location = "westeurope"
}

resource "azurerm_key_vault_key" "disks" {
  name            = "disks"
  key_vault_id    = var.key_vault_id
  key_type        = "RSA-HSM"
  key_size        = 4096
  key_opts        = ["wrapKey", "unwrapKey"]
  expiration_date = "2028-12-31T00:00:00Z"

  rotation_policy {
    expire_after         = "P2Y"
    notify_before_expiry = "P30D"

    automatic {
      time_after_creation = "P1Y"
    }
  }
}

resource "azurerm_disk_encryption_set" "disks" {
  name                      = "des-disks"
  resource_group_name       = azurerm_resource_group.encryption.name
  location                  = azurerm_resource_group.encryption.location
  key_vault_key_id          = azurerm_key_vault_key.disks.versionless_id
  auto_key_rotation_enabled = true
  encryption_type           = "EncryptionAtRestWithPlatformAndCustomerKeys"

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_role_assignment" "disks" {
  scope                = var.key_vault_id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_disk_encryption_set.disks.identity[0].principal_id
}

output "disk_encryption_set_id" {
  description = "ID for virtual machines and clusters."
  value       = azurerm_disk_encryption_set.disks.id
}
