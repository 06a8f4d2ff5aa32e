data "azurerm_client_config" "current" {}

resource "azurerm_key_vault" "main" {
  name                       = "example"
  resource_group_name        = "main"
  location                   = "westeurope"
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "premium"
  rbac_authorization_enabled = true
}

# fixable: CKV2_AZURE_1
resource "azurerm_storage_account" "reports" {
  name                     = "examplereports"
  resource_group_name      = "main"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GRS"
}

# fixable: CKV2_AZURE_15 CKV_AZURE_104
resource "azurerm_data_factory" "nightly" {
  name                = "nightly"
  resource_group_name = "main"
  location            = "westeurope"
}
