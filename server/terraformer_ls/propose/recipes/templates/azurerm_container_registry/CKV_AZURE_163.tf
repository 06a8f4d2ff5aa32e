resource "azurerm_container_registry" "this" {
  sku = "Standard"
}
