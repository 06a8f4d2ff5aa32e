resource "azurerm_windows_web_app" "this" {
  identity {
    type = "SystemAssigned"
  }
}
