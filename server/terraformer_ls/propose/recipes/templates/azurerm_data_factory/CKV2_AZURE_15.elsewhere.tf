# where identity.type is SystemAssigned|unset
# where customer_managed_key_id is unset
# where azurerm_key_vault.shared.name is unset
resource "azurerm_data_factory" "this" {
  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_data_factory_customer_managed_key" "this" {
  data_factory_id         = azurerm_data_factory.this.id
  customer_managed_key_id = var.this_key

  # The factory must be allowed to use the key first.
  depends_on = [azurerm_role_assignment.this_key]
}

resource "azurerm_data_factory_linked_service_key_vault" "this" {
  name            = "<name>"
  data_factory_id = azurerm_data_factory.this.id
  key_vault_id    = var.this_key_vault
}

resource "azurerm_role_assignment" "this_key" {
  scope                = var.this_key_vault
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_data_factory.this.identity[0].principal_id
}

variable "this_key_vault" {
  description = "ID of the vault with the key, where roles decide who may use it"
  type        = string
}

variable "this_key" {
  description = "ID of the key in the vault"
  type        = string
}
