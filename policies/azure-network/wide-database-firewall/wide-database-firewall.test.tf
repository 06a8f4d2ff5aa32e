variable "offices" {
  type = map(string)
  default = {
    berlin = "93.184.216.0/26"
    lisbon = "80.0.0.0/4"
  }
}

resource "azurerm_mssql_firewall_rule" "offices" { # denied
  for_each         = var.offices
  name             = each.key
  server_id        = "/subscriptions/0/resourceGroups/data/providers/Microsoft.Sql/servers/main"
  start_ip_address = cidrhost(each.value, 0)
  end_ip_address   = cidrhost(each.value, -1)
}

resource "azurerm_mssql_firewall_rule" "berlin" {
  name             = "berlin"
  server_id        = "/subscriptions/0/resourceGroups/data/providers/Microsoft.Sql/servers/main"
  start_ip_address = cidrhost(var.offices.berlin, 0)
  end_ip_address   = cidrhost(var.offices.berlin, -1)
}

resource "azurerm_mssql_firewall_rule" "azure_services" {
  name             = "azure"
  server_id        = "/subscriptions/0/resourceGroups/data/providers/Microsoft.Sql/servers/main"
  start_ip_address = "0.0.0.0"
  end_ip_address   = "0.0.0.0"
}

resource "azurerm_mysql_flexible_server_firewall_rule" "exactly" {
  name                = "exactly"
  resource_group_name = "data"
  server_name         = "main"
  start_ip_address    = "93.184.0.0"
  end_ip_address      = "93.184.255.255"
}

resource "azurerm_public_ip" "gateway" {
  name                = "gateway"
  location            = "westeurope"
  resource_group_name = "network"
  allocation_method   = "Static"
}

resource "azurerm_mssql_firewall_rule" "unknown" {
  name             = "unknown"
  server_id        = "/subscriptions/0/resourceGroups/data/providers/Microsoft.Sql/servers/main"
  start_ip_address = azurerm_public_ip.gateway.ip_address
  end_ip_address   = azurerm_public_ip.gateway.ip_address
}
