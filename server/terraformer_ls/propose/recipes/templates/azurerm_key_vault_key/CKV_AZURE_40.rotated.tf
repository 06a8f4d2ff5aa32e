# where rotation_policy.expire_after is .*
resource "azurerm_key_vault_key" "this" {
  expiration_date = "in a year"
}
