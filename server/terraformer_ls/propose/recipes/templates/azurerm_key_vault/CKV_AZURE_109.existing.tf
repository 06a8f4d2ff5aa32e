# where network_acls.bypass is .*
resource "azurerm_key_vault" "this" {
  network_acls {
    default_action = "Deny"
  }
}
