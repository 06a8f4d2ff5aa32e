resource "azurerm_private_endpoint" "this" {
  name                = "${azurerm_storage_account.this.name}-endpoint"
  resource_group_name = azurerm_storage_account.this.resource_group_name
  location            = azurerm_storage_account.this.location
  subnet_id           = azurerm_subnet.shared.id

  private_service_connection {
    name                           = "${azurerm_storage_account.this.name}-connection"
    private_connection_resource_id = azurerm_storage_account.this.id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }
}
