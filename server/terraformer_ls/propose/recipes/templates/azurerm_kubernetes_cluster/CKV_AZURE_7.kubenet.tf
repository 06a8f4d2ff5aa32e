# where network_profile.network_plugin is kubenet
resource "azurerm_kubernetes_cluster" "this" {
  network_profile {
    network_policy = "calico"
  }
}
