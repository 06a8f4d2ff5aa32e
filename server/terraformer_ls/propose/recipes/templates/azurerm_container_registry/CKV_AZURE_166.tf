# where sku is Premium
resource "azurerm_container_registry" "this" {
  quarantine_policy_enabled = true
}
