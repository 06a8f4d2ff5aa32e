resource "azurerm_resource_group" "main" {
  name     = "main"
  location = "westeurope"
}

# fixable: CKV2_AZURE_38 CKV2_AZURE_40 CKV2_AZURE_41 CKV2_AZURE_47 CKV_AZURE_190 CKV_AZURE_206 CKV_AZURE_44 CKV_AZURE_59
resource "azurerm_storage_account" "reports" {
  name                     = "examplereports"
  resource_group_name      = azurerm_resource_group.main.name
  location                 = azurerm_resource_group.main.location
  account_tier             = "Standard"
  account_replication_type = "LRS"
  min_tls_version          = "TLS1_0"
}

# fixable: CKV_AZURE_34
resource "azurerm_storage_container" "open" {
  name                  = "open"
  storage_account_id    = azurerm_storage_account.reports.id
  container_access_type = "blob"
}

# fixable: CKV_AZURE_251
resource "azurerm_managed_disk" "data" {
  name                 = "data"
  resource_group_name  = azurerm_resource_group.main.name
  location             = azurerm_resource_group.main.location
  storage_account_type = "Standard_LRS"
  create_option        = "Empty"
  disk_size_gb         = 32
}
