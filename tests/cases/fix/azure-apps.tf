# fixable: CKV_AZURE_212 CKV_AZURE_225
resource "azurerm_service_plan" "main" {
  name                = "main"
  resource_group_name = "main"
  location            = "westeurope"
  os_type             = "Linux"
  sku_name            = "P1v3"
}

# fixable: CKV_AZURE_14 CKV_AZURE_15 CKV_AZURE_16 CKV_AZURE_17 CKV_AZURE_18 CKV_AZURE_222 CKV_AZURE_63 CKV_AZURE_65 CKV_AZURE_66 CKV_AZURE_71 CKV_AZURE_72 CKV_AZURE_78
resource "azurerm_linux_web_app" "site" {
  name                = "site"
  resource_group_name = "main"
  location            = "westeurope"
  service_plan_id     = azurerm_service_plan.main.id

  site_config {
    minimum_tls_version      = "1.0"
    remote_debugging_enabled = true
    ftps_state               = "AllAllowed"
  }
}

# fixable: CKV_AZURE_14 CKV_AZURE_16 CKV_AZURE_17 CKV_AZURE_18 CKV_AZURE_222 CKV_AZURE_63 CKV_AZURE_65 CKV_AZURE_66 CKV_AZURE_71 CKV_AZURE_78
resource "azurerm_windows_web_app" "site" {
  name                = "site2"
  resource_group_name = "main"
  location            = "westeurope"
  service_plan_id     = azurerm_service_plan.main.id

  site_config {
    ftps_state = "AllAllowed"
  }
}

# fixable: CKV_AZURE_221 CKV_AZURE_70
resource "azurerm_linux_function_app" "jobs" {
  name                 = "jobs"
  resource_group_name  = "main"
  location             = "westeurope"
  service_plan_id      = azurerm_service_plan.main.id
  storage_account_name = "examplejobs"

  site_config {}
}

# fixable: CKV_AZURE_137 CKV_AZURE_139 CKV_AZURE_166 CKV_AZURE_167 CKV_AZURE_233 CKV_AZURE_237
resource "azurerm_container_registry" "images" {
  name                = "examplecontainers"
  resource_group_name = "main"
  location            = "westeurope"
  sku                 = "Premium"
  admin_enabled       = true
}

# fixable: CKV_AZURE_163
resource "azurerm_container_registry" "basic" {
  name                = "examplebasic"
  resource_group_name = "main"
  location            = "westeurope"
  sku                 = "Basic"
}

# fixable: CKV_AZURE_202 CKV_AZURE_203 CKV_AZURE_204 CKV_AZURE_205
resource "azurerm_servicebus_namespace" "orders" {
  name                         = "orders"
  resource_group_name          = "main"
  location                     = "westeurope"
  sku                          = "Premium"
  capacity                     = 1
  premium_messaging_partitions = 1
}

# fixable: CKV_AZURE_134 CKV_AZURE_236 CKV_AZURE_238
resource "azurerm_cognitive_account" "words" {
  name                = "words"
  resource_group_name = "main"
  location            = "westeurope"
  kind                = "TextAnalytics"
  sku_name            = "S"
}
