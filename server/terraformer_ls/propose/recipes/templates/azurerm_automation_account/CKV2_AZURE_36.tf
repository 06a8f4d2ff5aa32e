resource "azurerm_automation_account" "this" {
  identity {
    type = "SystemAssigned"
  }
}
