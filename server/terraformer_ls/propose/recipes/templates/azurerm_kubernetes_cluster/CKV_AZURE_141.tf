# where azure_active_directory_role_based_access_control.tenant_id is .*
resource "azurerm_kubernetes_cluster" "this" {
  local_account_disabled = true
}
