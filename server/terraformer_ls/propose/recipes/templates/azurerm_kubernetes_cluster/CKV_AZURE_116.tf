resource "azurerm_kubernetes_cluster" "this" {
  azure_policy_enabled = true
}
