# where rotation_policy is unset
resource "azurerm_key_vault_key" "this" {
  expiration_date = "in a year"

  rotation_policy {
    expire_after         = "P1Y"
    notify_before_expiry = "P30D"
  }
}
