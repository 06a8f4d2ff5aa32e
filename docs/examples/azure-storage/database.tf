resource "azurerm_mssql_server" "reports" {
  name                         = "sql-reports-example"
  resource_group_name          = azurerm_resource_group.reports.name
  location                     = azurerm_resource_group.reports.location
  version                      = "12.0"
  administrator_login          = "reports"
  administrator_login_password = var.sql_admin_password
  minimum_tls_version          = "1.0"
}

resource "azurerm_mssql_firewall_rule" "everyone" {
  name             = "everyone"
  server_id        = azurerm_mssql_server.reports.id
  start_ip_address = "0.0.0.0"
  end_ip_address   = "255.255.255.255"
}

resource "azurerm_mssql_database" "reports" {
  name      = "reports"
  server_id = azurerm_mssql_server.reports.id
  sku_name  = "S0"
}
