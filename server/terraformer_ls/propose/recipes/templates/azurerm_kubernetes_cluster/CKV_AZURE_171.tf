resource "azurerm_kubernetes_cluster" "this" {
  automatic_upgrade_channel = "stable"
}
