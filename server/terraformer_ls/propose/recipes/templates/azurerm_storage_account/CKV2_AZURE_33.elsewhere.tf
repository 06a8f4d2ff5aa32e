# where azurerm_subnet.shared.name is unset
resource "azurerm_private_endpoint" "this" {
  name                = "${azurerm_storage_account.this.name}-endpoint"
  resource_group_name = azurerm_storage_account.this.resource_group_name
  location            = azurerm_storage_account.this.location
  subnet_id           = var.this_subnet

  private_service_connection {
    name                           = "${azurerm_storage_account.this.name}-connection"
    private_connection_resource_id = azurerm_storage_account.this.id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }
}

variable "this_subnet" {
  description = "ID of the subnet for the private endpoint"
  type        = string
}
