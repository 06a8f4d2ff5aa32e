# where account_tier is Standard
resource "azurerm_storage_account" "this" {
  account_replication_type = "GRS"
}
