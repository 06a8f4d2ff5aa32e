variable "parameters" {
  type = map(string)
  default = {
    require_secure_transport = "off"
    log_checkpoints          = "off"
  }
}

resource "azurerm_postgresql_flexible_server_configuration" "all" { # denied
  for_each  = var.parameters
  name      = each.key
  server_id = "/subscriptions/0/resourceGroups/data/providers/Microsoft.DBforPostgreSQL/flexibleServers/main"
  value     = each.value
}

resource "azurerm_postgresql_flexible_server_configuration" "others" {
  for_each  = { for name, value in var.parameters : name => value if name != "require_secure_transport" }
  name      = each.key
  server_id = "/subscriptions/0/resourceGroups/data/providers/Microsoft.DBforPostgreSQL/flexibleServers/main"
  value     = each.value
}

resource "azurerm_mysql_flexible_server_configuration" "on" {
  name                = "require_secure_transport"
  resource_group_name = "data"
  server_name         = "main"
  value               = "ON"
}
