# where sku_name is (?:Developer|Premium)_\d+
resource "azurerm_api_management" "this" {
  virtual_network_type = "External"

  virtual_network_configuration {
    subnet_id = azurerm_subnet.shared.id
  }
}
