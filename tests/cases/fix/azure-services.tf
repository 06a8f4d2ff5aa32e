resource "azurerm_subnet" "services" {
  name                 = "services"
  resource_group_name  = "main"
  virtual_network_name = "main"
  address_prefixes     = ["10.0.2.0/24"]
}

# fixable: CKV_AZURE_107
resource "azurerm_api_management" "orders" {
  name                = "orders"
  resource_group_name = "main"
  location            = "westeurope"
  publisher_name      = "Example"
  publisher_email     = "api@example.com"
  sku_name            = "Developer_1"
}

# fixable: CKV2_AZURE_24 CKV2_AZURE_36
resource "azurerm_automation_account" "main" {
  name                = "main"
  resource_group_name = "main"
  location            = "westeurope"
  sku_name            = "Basic"
}

# fixable: CKV_AZURE_244
resource "azurerm_storage_account" "files" {
  name                     = "examplefiles"
  resource_group_name      = "main"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GRS"
  is_hns_enabled           = true
  sftp_enabled             = true
  local_user_enabled       = true
}
