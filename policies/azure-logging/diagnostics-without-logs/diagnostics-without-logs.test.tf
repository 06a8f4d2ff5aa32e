variable "categories" {
  type    = set(string)
  default = []
}

data "azurerm_monitor_diagnostic_categories" "firewall" {
  resource_id = azurerm_firewall.main.id
}

resource "azurerm_firewall" "main" {
  name                = "main"
  location            = "westeurope"
  resource_group_name = "network"
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"
}

resource "azurerm_firewall" "second" {
  name                = "second"
  location            = "westeurope"
  resource_group_name = "network"
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"
}

resource "azurerm_storage_account" "main" {
  name                     = "mainexample"
  resource_group_name      = "shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}

resource "azurerm_monitor_diagnostic_setting" "metrics_only" { # denied
  name               = "metrics"
  target_resource_id = azurerm_firewall.main.id
  storage_account_id = azurerm_storage_account.main.id

  dynamic "enabled_log" {
    for_each = var.categories
    content {
      category = enabled_log.value
    }
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_monitor_diagnostic_setting" "second_metrics" {
  name               = "metrics"
  target_resource_id = azurerm_firewall.second.id
  storage_account_id = azurerm_storage_account.main.id

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_monitor_diagnostic_setting" "second_logs" {
  name               = "logs"
  target_resource_id = azurerm_firewall.second.id
  storage_account_id = azurerm_storage_account.main.id

  dynamic "enabled_log" {
    for_each = data.azurerm_monitor_diagnostic_categories.firewall.log_category_types
    content {
      category = enabled_log.value
    }
  }
}

resource "azurerm_monitor_diagnostic_setting" "storage" {
  name                       = "storage"
  target_resource_id         = azurerm_storage_account.main.id
  log_analytics_workspace_id = "/subscriptions/0/resourceGroups/monitoring/providers/Microsoft.OperationalInsights/workspaces/main"

  enabled_metric {
    category = "Transaction"
  }
}
