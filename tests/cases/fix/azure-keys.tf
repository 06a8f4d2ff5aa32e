data "azurerm_client_config" "current" {}

# fixable: CKV_AZURE_109 CKV_AZURE_110 CKV_AZURE_189 CKV_AZURE_42
resource "azurerm_key_vault" "main" {
  name                       = "example"
  resource_group_name        = "main"
  location                   = "westeurope"
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "premium"
  rbac_authorization_enabled = true
}

resource "azurerm_key_vault_key" "data" {
  name         = "data"
  key_vault_id = azurerm_key_vault.main.id
  key_type     = "RSA"
  key_size     = 2048
  key_opts     = ["encrypt", "decrypt"]
}
