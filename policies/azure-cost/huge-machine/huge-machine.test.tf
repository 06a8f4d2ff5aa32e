variable "processors" {
  type = map(number)
  default = {
    small = 8
    large = 64
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "pools" { # denied
  for_each              = var.processors
  name                  = each.key
  kubernetes_cluster_id = "/subscriptions/0/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop"
  vm_size               = "Standard_D${each.value}s_v5"
}

resource "azurerm_kubernetes_cluster_node_pool" "spot" {
  name                  = "spot"
  kubernetes_cluster_id = "/subscriptions/0/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop"
  vm_size               = "Standard_D64s_v5"
  priority              = "Spot"
}

resource "azurerm_kubernetes_cluster_node_pool" "exactly" {
  name                  = "exactly"
  kubernetes_cluster_id = "/subscriptions/0/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop"
  vm_size               = "Standard_E32-8s_v5"
}

resource "azurerm_kubernetes_cluster_node_pool" "unsaid" {
  name                  = "unsaid"
  kubernetes_cluster_id = "/subscriptions/0/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop"
}
