# where worker_count is unset|[012]
# where sku_name is (P|I).*
resource "azurerm_service_plan" "this" {
  worker_count           = 3
  zone_balancing_enabled = true
}
