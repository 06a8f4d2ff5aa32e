# where sku is Premium
resource "azurerm_container_registry" "this" {
  zone_redundancy_enabled = true
}
