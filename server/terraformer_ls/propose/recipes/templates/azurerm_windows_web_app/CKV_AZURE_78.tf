resource "azurerm_windows_web_app" "this" {
  site_config {
    ftps_state = "Disabled"
  }
}
