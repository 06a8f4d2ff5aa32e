resource "azurerm_kubernetes_cluster" "this" {
  key_vault_secrets_provider {
    secret_rotation_enabled = true
  }
}
