resource "azurerm_storage_account" "queues_forgotten" { # denied
  name                      = "queuesforgotten"
  resource_group_name       = "data"
  location                  = "westeurope"
  account_tier              = "Standard"
  account_replication_type  = "ZRS"
  table_encryption_key_type = "Account"

  customer_managed_key {
    key_vault_key_id          = "https://example.vault.azure.net/keys/main"
    user_assigned_identity_id = "/subscriptions/0/resourceGroups/data/providers/Microsoft.ManagedIdentity/userAssignedIdentities/main"
  }
}

resource "azurerm_storage_account" "beside" { # denied
  count                    = 2
  name                     = "beside${count.index}"
  resource_group_name      = "data"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}

resource "azurerm_storage_account_customer_managed_key" "beside" {
  count              = 2
  storage_account_id = azurerm_storage_account.beside[count.index].id
  key_vault_key_id   = "https://example.vault.azure.net/keys/main"
}

resource "azurerm_storage_account" "microsofts_key" {
  name                     = "microsoftskey"
  resource_group_name      = "data"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}

resource "azurerm_storage_account" "blobs_only" {
  name                     = "blobsonly"
  resource_group_name      = "data"
  location                 = "westeurope"
  account_kind             = "BlockBlobStorage"
  account_tier             = "Premium"
  account_replication_type = "ZRS"

  customer_managed_key {
    key_vault_key_id          = "https://example.vault.azure.net/keys/main"
    user_assigned_identity_id = "/subscriptions/0/resourceGroups/data/providers/Microsoft.ManagedIdentity/userAssignedIdentities/main"
  }
}
