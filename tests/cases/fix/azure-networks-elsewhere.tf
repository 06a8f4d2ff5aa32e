data "azurerm_client_config" "current" {}

resource "azurerm_virtual_network" "main" {
  name                = "main"
  resource_group_name = "main"
  location            = "westeurope"
  address_space       = ["10.0.0.0/16"]
}

# fixable: CKV2_AZURE_31
resource "azurerm_subnet" "web" {
  name                 = "web"
  resource_group_name  = "main"
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = ["10.0.1.0/24"]
}

# fixable: CKV2_AZURE_31
resource "azurerm_subnet" "data" {
  name                 = "data"
  resource_group_name  = "main"
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = ["10.0.2.0/24"]
}

# fixable: CKV2_AZURE_33
resource "azurerm_storage_account" "reports" {
  name                     = "examplereports"
  resource_group_name      = "main"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GRS"
}

# fixable: CKV2_AZURE_32
resource "azurerm_key_vault" "main" {
  name                       = "example"
  resource_group_name        = "main"
  location                   = "westeurope"
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
}

# fixable: CKV2_AZURE_45
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
