resource "azurerm_resource_group" "reports" {
  name     = "rg-reports"
  location = var.location
}

# Monthly reports. Größe: klein ☁️
resource "azurerm_storage_account" "reports" {
  name                     = "streportsexample"
  resource_group_name      = azurerm_resource_group.reports.name
  location                 = azurerm_resource_group.reports.location
  account_tier             = "Standard"
  account_replication_type = "LRS"

  min_tls_version                 = "TLS1_0"
  https_traffic_only_enabled      = false
  allow_nested_items_to_be_public = var.allow_public_reports
  public_network_access_enabled   = true

  network_rules {
    default_action = "Allow"
  }
}

resource "azurerm_storage_container" "reports" {
  name                  = "reports"
  storage_account_id    = azurerm_storage_account.reports.id
  container_access_type = "blob"
}

resource "azurerm_key_vault" "reports" {
  #checkov:skip=CKV_AZURE_189:reached from the build agents until the private link is there
  name                = "kv-reports-example"
  location            = azurerm_resource_group.reports.location
  resource_group_name = azurerm_resource_group.reports.name
  tenant_id           = var.tenant_id
  sku_name            = "standard"

  purge_protection_enabled = false
}

resource "azurerm_key_vault_secret" "sql" {
  name         = "sql-admin"
  value        = var.sql_admin_password
  key_vault_id = azurerm_key_vault.reports.id
}
