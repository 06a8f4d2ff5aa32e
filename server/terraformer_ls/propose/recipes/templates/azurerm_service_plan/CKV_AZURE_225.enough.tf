# where sku_name is (P|I).*
# where worker_count is [3-9]|\d\d+
resource "azurerm_service_plan" "this" {
  zone_balancing_enabled = true
}
