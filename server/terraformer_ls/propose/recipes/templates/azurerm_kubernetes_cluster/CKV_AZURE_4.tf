resource "azurerm_kubernetes_cluster" "this" {
  oms_agent {
    log_analytics_workspace_id = azurerm_log_analytics_workspace.shared.id
  }
}
