# where identity.type is SystemAssigned|unset
# where account_kind is StorageV2|unset
# where azurerm_key_vault_key.shared.key_vault_id is azurerm_key_vault\..*
# where azurerm_key_vault.shared.rbac_authorization_enabled is true
resource "azurerm_storage_account" "this" {
  queue_encryption_key_type = "Account"
  table_encryption_key_type = "Account"

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_storage_account_customer_managed_key" "this" {
  storage_account_id = azurerm_storage_account.this.id
  key_vault_key_id   = azurerm_key_vault_key.shared.versionless_id

  # The account must be allowed to use the key first.
  depends_on = [azurerm_role_assignment.this_key]
}

resource "azurerm_role_assignment" "this_key" {
  scope                = azurerm_key_vault.shared.id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_storage_account.this.identity[0].principal_id
}
