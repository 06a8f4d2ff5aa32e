resource "azurerm_private_endpoint" "this" {
  name                = "${azurerm_mysql_flexible_server.this.name}-endpoint"
  resource_group_name = azurerm_mysql_flexible_server.this.resource_group_name
  location            = azurerm_mysql_flexible_server.this.location
  subnet_id           = azurerm_subnet.shared.id

  private_service_connection {
    name                           = "${azurerm_mysql_flexible_server.this.name}-connection"
    private_connection_resource_id = azurerm_mysql_flexible_server.this.id
    subresource_names              = ["mysqlServer"]
    is_manual_connection           = false
  }
}
