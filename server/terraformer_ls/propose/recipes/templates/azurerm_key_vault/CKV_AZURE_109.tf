# where network_acls is unset
resource "azurerm_key_vault" "this" {
  network_acls {
    bypass         = "AzureServices"
    default_action = "Deny"
  }
}
