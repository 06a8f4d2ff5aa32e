variable "connection" {
  type    = string
  default = "DefaultEndpointsProtocol=https;AccountName=example;AccountKey=bm90IGEga2V5LCBqdXN0IGFuIGV4YW1wbGU="
}

resource "azurerm_storage_account" "main" {
  name                     = "mainexample"
  resource_group_name      = "shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}

resource "azurerm_linux_function_app" "by_reference" { # denied
  count                = 2
  name                 = "by-reference-${count.index}"
  resource_group_name  = "shop"
  location             = "westeurope"
  service_plan_id      = "/subscriptions/0/resourceGroups/shop/providers/Microsoft.Web/serverFarms/shop"
  storage_account_name = azurerm_storage_account.main.name

  site_config {}

  app_settings = {
    ACCOUNT = azurerm_storage_account.main.name
    KEY     = azurerm_storage_account.main.primary_access_key
  }
}

resource "azurerm_windows_web_app" "by_value" { # denied
  name                = "by-value"
  resource_group_name = "shop"
  location            = "westeurope"
  service_plan_id     = "/subscriptions/0/resourceGroups/shop/providers/Microsoft.Web/serverFarms/shop"

  site_config {}

  app_settings = {
    STORAGE = var.connection
  }
}

resource "azurerm_linux_web_app" "from_vault" {
  name                = "from-vault"
  resource_group_name = "shop"
  location            = "westeurope"
  service_plan_id     = "/subscriptions/0/resourceGroups/shop/providers/Microsoft.Web/serverFarms/shop"

  site_config {}

  app_settings = {
    STORAGE = "@Microsoft.KeyVault(SecretUri=https://example.vault.azure.net/secrets/storage)"
    OTHER   = azurerm_storage_account.main.primary_blob_endpoint
  }
}

resource "azurerm_linux_web_app" "without" {
  name                = "without"
  resource_group_name = "shop"
  location            = "westeurope"
  service_plan_id     = "/subscriptions/0/resourceGroups/shop/providers/Microsoft.Web/serverFarms/shop"

  site_config {}
}
