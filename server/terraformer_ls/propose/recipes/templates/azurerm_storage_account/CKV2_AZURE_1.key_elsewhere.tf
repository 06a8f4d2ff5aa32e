# where identity.type is SystemAssigned|unset
# where account_kind is StorageV2|unset
# where azurerm_key_vault.shared.name is unset
resource "azurerm_storage_account" "this" {
  queue_encryption_key_type = "Account"
  table_encryption_key_type = "Account"

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_storage_account_customer_managed_key" "this" {
  # The account must be allowed to use the key first, which it is elsewhere.
  storage_account_id = azurerm_storage_account.this.id
  key_vault_key_id   = var.this_key
}

variable "this_key" {
  description = "ID of the key in a vault, without its version"
  type        = string
}
