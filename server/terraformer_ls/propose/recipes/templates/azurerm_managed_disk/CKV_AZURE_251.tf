resource "azurerm_managed_disk" "this" {
  public_network_access_enabled = false
}
