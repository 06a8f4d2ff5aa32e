resource "azurerm_virtual_network" "main" {
  name                = "main"
  location            = "westeurope"
  resource_group_name = "network"
  address_space       = ["10.0.0.0/16", "10.5.0.0/24", "fd00:db8::/48"]
}

resource "azurerm_virtual_network" "same_name" {
  name                = "main"
  location            = "westeurope"
  resource_group_name = "elsewhere"
  address_space       = ["10.9.0.0/16"]
}

resource "azurerm_subnet" "outside" { # denied
  for_each             = { a = "10.0.1.0/24", b = "10.2.1.0/24" }
  name                 = each.key
  resource_group_name  = "network"
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = [each.value]
}

resource "azurerm_subnet" "too_large" { # denied
  name                 = "too-large"
  resource_group_name  = "network"
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = ["10.5.0.0/20"]
}

resource "azurerm_subnet" "inside" {
  name                 = "inside"
  resource_group_name  = "network"
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = ["10.5.0.128/25", "fd00:db8:0:1::/64"]
}

resource "azurerm_subnet" "elsewhere" {
  name                 = "elsewhere"
  resource_group_name  = "elsewhere"
  virtual_network_name = azurerm_virtual_network.same_name.name
  address_prefixes     = ["10.9.4.0/24"]
}

resource "azurerm_subnet" "not_ours" {
  name                 = "not-ours"
  resource_group_name  = "network"
  virtual_network_name = "made-by-others"
  address_prefixes     = ["172.16.0.0/24"]
}
