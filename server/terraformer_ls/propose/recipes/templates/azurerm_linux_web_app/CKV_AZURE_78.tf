resource "azurerm_linux_web_app" "this" {
  site_config {
    ftps_state = "Disabled"
  }
}
