resource "azurerm_kubernetes_cluster" "this" {
  default_node_pool {
    host_encryption_enabled = true
  }
}
