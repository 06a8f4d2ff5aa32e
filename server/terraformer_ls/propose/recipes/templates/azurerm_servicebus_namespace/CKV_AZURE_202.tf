resource "azurerm_servicebus_namespace" "this" {
  identity {
    type = "SystemAssigned"
  }
}
