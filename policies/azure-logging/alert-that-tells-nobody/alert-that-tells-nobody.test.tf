variable "groups" {
  type    = list(string)
  default = []
}

resource "azurerm_monitor_metric_alert" "to_nobody" { # denied
  name                = "to-nobody"
  resource_group_name = "monitoring"
  scopes              = ["/subscriptions/0/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/shop"]

  criteria {
    metric_namespace = "Microsoft.Storage/storageAccounts"
    metric_name      = "Availability"
    aggregation      = "Average"
    operator         = "LessThan"
    threshold        = 99
  }

  dynamic "action" {
    for_each = var.groups
    content {
      action_group_id = action.value
    }
  }
}

resource "azurerm_monitor_metric_alert" "to_somebody" {
  name                = "to-somebody"
  resource_group_name = "monitoring"
  scopes              = ["/subscriptions/0/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/shop"]

  criteria {
    metric_namespace = "Microsoft.Storage/storageAccounts"
    metric_name      = "Availability"
    aggregation      = "Average"
    operator         = "LessThan"
    threshold        = 99
  }

  dynamic "action" {
    for_each = concat(var.groups, ["/subscriptions/0/resourceGroups/monitoring/providers/Microsoft.Insights/actionGroups/operations"])
    content {
      action_group_id = action.value
    }
  }
}

resource "azurerm_monitor_activity_log_alert" "turned_off" {
  name                = "turned-off"
  resource_group_name = "monitoring"
  location            = "global"
  scopes              = ["/subscriptions/11111111-2222-3333-4444-555555555555"]
  enabled             = false

  criteria {
    category = "Security"
  }
}
