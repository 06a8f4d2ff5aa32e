# where sku is Premium
resource "azurerm_container_registry" "this" {
  retention_policy_in_days = 7
}
