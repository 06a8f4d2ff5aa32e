resource "azurerm_linux_function_app" "this" {
  https_only = true
}
