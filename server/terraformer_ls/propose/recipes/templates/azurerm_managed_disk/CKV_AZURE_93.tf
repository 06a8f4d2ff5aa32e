resource "azurerm_managed_disk" "this" {
  disk_encryption_set_id = azurerm_disk_encryption_set.shared.id
}
