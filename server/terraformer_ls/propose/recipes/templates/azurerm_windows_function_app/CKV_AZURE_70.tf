resource "azurerm_windows_function_app" "this" {
  https_only = true
}
