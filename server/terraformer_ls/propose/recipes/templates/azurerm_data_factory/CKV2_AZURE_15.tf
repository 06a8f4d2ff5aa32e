# where identity is unset
# where customer_managed_key_id is unset
# where azurerm_key_vault.shared.sku_name is premium
# where azurerm_key_vault.shared.rbac_authorization_enabled is true
resource "azurerm_data_factory" "this" {
  customer_managed_key_id          = azurerm_key_vault_key.this.id
  customer_managed_key_identity_id = azurerm_user_assigned_identity.this.id

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }
}

resource "azurerm_data_factory_linked_service_key_vault" "this" {
  name            = "<name>"
  data_factory_id = azurerm_data_factory.this.id
  key_vault_id    = azurerm_key_vault.shared.id
}

resource "azurerm_key_vault_key" "this" {
  name            = "<name>"
  key_vault_id    = azurerm_key_vault.shared.id
  key_type        = "RSA-HSM"
  key_size        = 2048
  key_opts        = ["unwrapKey", "wrapKey"]
  expiration_date = "in a year"

  rotation_policy {
    expire_after = "P1Y"

    automatic {
      time_before_expiry = "P30D"
    }
  }

  lifecycle {
    # Rotation moves it.
    ignore_changes = [expiration_date]
  }

  # The factory waits for this key, and must be allowed to use it.
  depends_on = [azurerm_role_assignment.this_key]
}

resource "azurerm_user_assigned_identity" "this" {
  name                = "<name>"
  resource_group_name = azurerm_key_vault.shared.resource_group_name
  location            = azurerm_key_vault.shared.location
}

resource "azurerm_role_assignment" "this_key" {
  scope                = azurerm_key_vault.shared.id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
}
