# where network_profile.network_plugin is unset|azure
resource "azurerm_kubernetes_cluster" "this" {
  network_profile {
    network_plugin = "azure"
    network_policy = "azure"
  }
}
