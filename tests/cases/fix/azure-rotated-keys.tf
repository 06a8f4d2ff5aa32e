data "azurerm_client_config" "current" {}

resource "azurerm_key_vault" "main" {
  name                       = "example"
  resource_group_name        = "main"
  location                   = "westeurope"
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
}

# fixable: CKV_AZURE_40
resource "azurerm_key_vault_key" "rotated" {
  name         = "rotated"
  key_vault_id = azurerm_key_vault.main.id
  key_type     = "RSA"
  key_size     = 2048
  key_opts     = ["sign", "verify"]

  rotation_policy {
    expire_after = "P90D"
  }
}
