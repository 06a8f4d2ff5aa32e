# where azurerm_subnet.shared.name is unset
resource "azurerm_private_endpoint" "this" {
  name                = "${azurerm_key_vault.this.name}-endpoint"
  resource_group_name = azurerm_key_vault.this.resource_group_name
  location            = azurerm_key_vault.this.location
  subnet_id           = var.this_subnet

  private_service_connection {
    name                           = "${azurerm_key_vault.this.name}-connection"
    private_connection_resource_id = azurerm_key_vault.this.id
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }
}

variable "this_subnet" {
  description = "ID of the subnet for the private endpoint"
  type        = string
}
