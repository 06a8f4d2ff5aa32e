resource "azurerm_cognitive_account" "this" {
  identity {
    type = "SystemAssigned"
  }
}
