resource "azurerm_linux_web_app" "this" {
  identity {
    type = "SystemAssigned"
  }
}
