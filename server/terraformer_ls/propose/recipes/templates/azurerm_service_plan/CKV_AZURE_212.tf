resource "azurerm_service_plan" "this" {
  worker_count = 2
}
