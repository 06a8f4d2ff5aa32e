# fixable: CKV_AZURE_113 CKV_AZURE_23 CKV_AZURE_24 CKV_AZURE_52
resource "azurerm_mssql_server" "orders" {
  name                = "orders"
  resource_group_name = "main"
  location            = "westeurope"
  version             = "12.0"
  minimum_tls_version = "1.0"

  azuread_administrator {
    login_username              = "admins"
    object_id                   = "00000000-0000-0000-0000-000000000000"
    azuread_authentication_only = true
  }
}

# fixable: CKV_AZURE_229
resource "azurerm_mssql_database" "orders" {
  name      = "orders"
  server_id = azurerm_mssql_server.orders.id
}

# fixable: CKV_AZURE_136
resource "azurerm_postgresql_flexible_server" "orders" {
  name                = "orders"
  resource_group_name = "main"
  location            = "westeurope"
  version             = "16"
  sku_name            = "GP_Standard_D4s_v3"
}

# fixable: CKV_AZURE_94
resource "azurerm_mysql_flexible_server" "orders" {
  name                = "orders"
  resource_group_name = "main"
  location            = "westeurope"
  sku_name            = "GP_Standard_D2ds_v4"
}

# fixable: CKV_AZURE_101 CKV_AZURE_132
resource "azurerm_cosmosdb_account" "orders" {
  name                = "orders"
  resource_group_name = "main"
  location            = "westeurope"
  offer_type          = "Standard"

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

# fixable: CKV_AZURE_148 CKV_AZURE_89
resource "azurerm_redis_cache" "sessions" {
  name                 = "sessions"
  resource_group_name  = "main"
  location             = "westeurope"
  capacity             = 1
  family               = "C"
  sku_name             = "Standard"
  non_ssl_port_enabled = true
  minimum_tls_version  = "1.0"
}
