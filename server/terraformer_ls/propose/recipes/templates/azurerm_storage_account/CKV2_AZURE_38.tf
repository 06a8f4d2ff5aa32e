resource "azurerm_storage_account" "this" {
  blob_properties {
    delete_retention_policy {
      days = 7
    }
  }
}
