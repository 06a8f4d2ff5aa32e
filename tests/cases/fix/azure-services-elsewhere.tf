# fixable: CKV_AZURE_107
resource "azurerm_api_management" "orders" {
  name                = "orders"
  resource_group_name = "main"
  location            = "westeurope"
  publisher_name      = "Example"
  publisher_email     = "api@example.com"
  sku_name            = "Developer_1"
}

# fixable: CKV2_AZURE_15
resource "azurerm_data_factory" "nightly" {
  name                = "nightly"
  resource_group_name = "main"
  location            = "westeurope"
}
