resource "azurerm_storage_account" "this" {
  shared_access_key_enabled = true

  sas_policy {
    expiration_period = "01.00:00:00"
  }
}
