variable "asked_for" {
  type = string
}

resource "azurerm_public_ip" "one" { # denied
  name                = "gateway"
  location            = "westeurope"
  resource_group_name = "network"
  allocation_method   = "Static"
}

resource "azurerm_public_ip" "two" { # denied
  name                = lower("Gateway")
  location            = "westeurope"
  resource_group_name = "network"
  allocation_method   = "Static"
}

resource "azurerm_public_ip" "other_group" {
  name                = "gateway"
  location            = "westeurope"
  resource_group_name = "network-2"
  allocation_method   = "Static"
}

resource "azurerm_network_interface" "other_type" {
  name                = "gateway"
  location            = "westeurope"
  resource_group_name = "network"

  ip_configuration {
    name                          = "internal"
    private_ip_address_allocation = "Dynamic"
  }
}

resource "azurerm_storage_account" "in_groups" { # denied
  for_each                 = toset(["shop", "data"])
  name                     = "logsexample"
  resource_group_name      = each.key
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}

resource "azurerm_storage_account" "by_group" {
  for_each                 = toset(["shop", "data"])
  name                     = "${each.key}example"
  resource_group_name      = each.key
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}

resource "azurerm_container_registry" "not_given_yet" {
  for_each            = toset(["shop", "data"])
  name                = var.asked_for
  location            = "westeurope"
  resource_group_name = each.key
  sku                 = "Standard"
}
