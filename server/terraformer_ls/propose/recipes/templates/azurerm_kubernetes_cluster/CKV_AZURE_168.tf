resource "azurerm_kubernetes_cluster" "this" {
  default_node_pool {
    max_pods = 50
  }
}
