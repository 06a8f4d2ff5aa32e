# where sku is Premium
resource "azurerm_container_registry" "this" {
  data_endpoint_enabled = true
}
