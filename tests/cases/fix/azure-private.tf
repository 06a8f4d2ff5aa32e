resource "azurerm_subnet" "private" {
  name                 = "private"
  resource_group_name  = "main"
  virtual_network_name = "main"
  address_prefixes     = ["10.0.2.0/24"]
}

# fixable: CKV2_AZURE_33 CKV2_AZURE_38 CKV2_AZURE_40 CKV2_AZURE_41 CKV2_AZURE_47 CKV_AZURE_190 CKV_AZURE_44 CKV_AZURE_59
resource "azurerm_storage_account" "reports" {
  name                     = "examplereports"
  resource_group_name      = "main"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GRS"
}

data "azurerm_client_config" "current" {}

# fixable: CKV2_AZURE_32 CKV_AZURE_109 CKV_AZURE_110 CKV_AZURE_189 CKV_AZURE_42
resource "azurerm_key_vault" "main" {
  name                       = "example"
  resource_group_name        = "main"
  location                   = "westeurope"
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
}

# fixable: CKV2_AZURE_45 CKV_AZURE_113 CKV_AZURE_23 CKV_AZURE_24 CKV_AZURE_52
resource "azurerm_mssql_server" "orders" {
  name                = "orders"
  resource_group_name = "main"
  location            = "westeurope"
  version             = "12.0"

  azuread_administrator {
    login_username              = "admins"
    object_id                   = "00000000-0000-0000-0000-000000000000"
    azuread_authentication_only = true
  }
}

# fixable: CKV2_AZURE_57 CKV_AZURE_136
resource "azurerm_postgresql_flexible_server" "orders" {
  name                = "orders"
  resource_group_name = "main"
  location            = "westeurope"
  version             = "16"
  sku_name            = "GP_Standard_D4s_v3"
}

# fixable: CKV2_AZURE_56 CKV_AZURE_94
resource "azurerm_mysql_flexible_server" "orders" {
  name                = "orders"
  resource_group_name = "main"
  location            = "westeurope"
  sku_name            = "GP_Standard_D2ds_v4"
}

resource "azurerm_disk_encryption_set" "main" {
  name                = "main"
  resource_group_name = "main"
  location            = "westeurope"
  key_vault_key_id    = "https://example.vault.azure.net/keys/disks/0123456789abcdef0123456789abcdef"

  identity {
    type = "SystemAssigned"
  }
}

# fixable: CKV_AZURE_251 CKV_AZURE_93
resource "azurerm_managed_disk" "data" {
  name                 = "data"
  resource_group_name  = "main"
  location             = "westeurope"
  storage_account_type = "Standard_LRS"
  create_option        = "Empty"
  disk_size_gb         = 32
}

# fixable: CKV_AZURE_221 CKV_AZURE_70
resource "azurerm_windows_function_app" "jobs" {
  name                 = "jobs"
  resource_group_name  = "main"
  location             = "westeurope"
  service_plan_id      = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/main/providers/Microsoft.Web/serverFarms/main"
  storage_account_name = "examplejobs"

  site_config {}
}
