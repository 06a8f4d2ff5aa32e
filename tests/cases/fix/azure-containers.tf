# fixable: CKV2_AZURE_1
resource "azurerm_storage_account" "reports" {
  name                     = "examplereports"
  resource_group_name      = "main"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GRS"
}

# fixable: CKV2_AZURE_21
resource "azurerm_storage_container" "monthly" {
  name               = "monthly"
  storage_account_id = azurerm_storage_account.reports.id
}
