resource "azurerm_storage_container" "this" {
  container_access_type = "private"
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  name                       = "<name>-reads"
  target_resource_id         = "${azurerm_storage_account.of_storage_account_name.id}/blobServices/default"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.shared.id

  enabled_log {
    category = "StorageRead"
  }
}

resource "azurerm_log_analytics_storage_insights" "this" {
  name                 = "<name>"
  resource_group_name  = azurerm_storage_account.of_storage_account_name.resource_group_name
  workspace_id         = azurerm_log_analytics_workspace.shared.id
  storage_account_id   = azurerm_storage_account.of_storage_account_name.id
  storage_account_key  = azurerm_storage_account.of_storage_account_name.primary_access_key
  blob_container_names = [azurerm_storage_container.this.name]
}

resource "azurerm_log_analytics_workspace" "shared" {
  name                = "<name>-logs"
  resource_group_name = azurerm_storage_account.of_storage_account_name.resource_group_name
  location            = azurerm_storage_account.of_storage_account_name.location
  retention_in_days   = 90
}
