variable "prefix" {
  type    = string
  default = "shop"
}

variable "asked_for" {
  type = string
}

resource "random_string" "suffix" {
  length  = 6
  special = false
}

resource "azurerm_container_registry" "with_dash" { # denied
  for_each            = toset(["dev", "prod"])
  name                = join("-", [var.prefix, each.key])
  location            = "westeurope"
  resource_group_name = "shop"
  sku                 = "Standard"
}

resource "azurerm_container_registry" "fine" {
  name                = join("", [var.prefix, "Images"])
  location            = "westeurope"
  resource_group_name = "shop"
  sku                 = "Standard"
}

resource "azurerm_key_vault" "two_dashes" { # denied
  name                       = "kv--${var.prefix}"
  location                   = "westeurope"
  resource_group_name        = "shop"
  tenant_id                  = "11111111-2222-3333-4444-555555555555"
  rbac_authorization_enabled = true
  sku_name                   = "standard"
}

resource "azurerm_key_vault" "unknown" {
  name                       = "kv--${random_string.suffix.result}"
  location                   = "westeurope"
  resource_group_name        = "shop"
  tenant_id                  = "11111111-2222-3333-4444-555555555555"
  rbac_authorization_enabled = true
  sku_name                   = "standard"
}

resource "azurerm_storage_account" "not_given_yet" {
  name                     = var.asked_for
  resource_group_name      = "shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}

resource "azurerm_storage_account" "upper" { # denied
  name                     = title(var.prefix)
  resource_group_name      = "shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}

resource "azurerm_windows_virtual_machine" "long" { # denied
  name                  = "${var.prefix}-application-01"
  resource_group_name   = "shop"
  location              = "westeurope"
  size                  = "Standard_D2s_v5"
  admin_username        = "operator"
  admin_password        = "from-a-vault"
  network_interface_ids = []

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Premium_LRS"
  }
}

resource "azurerm_windows_virtual_machine" "long_with_short" {
  name                  = "${var.prefix}-application-01"
  computer_name         = "shop-app-01"
  resource_group_name   = "shop"
  location              = "westeurope"
  size                  = "Standard_D2s_v5"
  admin_username        = "operator"
  admin_password        = "from-a-vault"
  network_interface_ids = []

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Premium_LRS"
  }
}
