variable "range" {
  type    = string
  default = "10.0.0.0/8"
}

resource "azurerm_virtual_network" "hub" {
  name                = "hub"
  location            = "westeurope"
  resource_group_name = "network"
  address_space       = ["192.168.0.0/24", cidrsubnet(var.range, 8, 3)]
}

resource "azurerm_virtual_network" "spoke" {
  name                = "spoke"
  location            = "westeurope"
  resource_group_name = "network"
  address_space       = [cidrsubnet(var.range, 7, 1)]
}

resource "azurerm_virtual_network" "apart" {
  name                = "apart"
  location            = "westeurope"
  resource_group_name = "network"
  address_space       = [cidrsubnet(var.range, 8, 4), "fd00:db8::/48"]
}

resource "azurerm_virtual_network" "several" {
  count               = 2
  name                = "several-${count.index}"
  location            = "westeurope"
  resource_group_name = "network"
  address_space       = [cidrsubnet(var.range, 8, 3 + count.index)]
}

resource "azurerm_virtual_network_peering" "overlapping" { # denied
  name                      = "overlapping"
  resource_group_name       = "network"
  virtual_network_name      = azurerm_virtual_network.hub.name
  remote_virtual_network_id = azurerm_virtual_network.spoke.id
}

resource "azurerm_virtual_network_peering" "apart" {
  name                      = "apart"
  resource_group_name       = "network"
  virtual_network_name      = azurerm_virtual_network.hub.name
  remote_virtual_network_id = azurerm_virtual_network.apart.id
}

resource "azurerm_virtual_network_peering" "one_of_several" {
  name                      = "one-of-several"
  resource_group_name       = "network"
  virtual_network_name      = azurerm_virtual_network.hub.name
  remote_virtual_network_id = azurerm_virtual_network.several[1].id
}
