resource "azurerm_service_plan" "this" {
  worker_count           = 3
  zone_balancing_enabled = true
}
