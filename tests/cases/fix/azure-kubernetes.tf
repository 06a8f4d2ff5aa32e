resource "azurerm_log_analytics_workspace" "main" {
  name                = "main"
  resource_group_name = "main"
  location            = "westeurope"
}

# fixable: CKV2_AZURE_29 CKV_AZURE_115 CKV_AZURE_116 CKV_AZURE_141 CKV_AZURE_168 CKV_AZURE_170 CKV_AZURE_171 CKV_AZURE_172 CKV_AZURE_227 CKV_AZURE_4 CKV_AZURE_7
resource "azurerm_kubernetes_cluster" "main" {
  name                = "main"
  resource_group_name = "main"
  location            = "westeurope"
  dns_prefix          = "main"

  default_node_pool {
    name       = "default"
    node_count = 3
    vm_size    = "Standard_D4s_v5"
  }

  node_provisioning_profile {
    mode = "Manual"
  }

  identity {
    type = "SystemAssigned"
  }

  azure_active_directory_role_based_access_control {
    tenant_id          = "00000000-0000-0000-0000-000000000000"
    azure_rbac_enabled = true
  }
}
