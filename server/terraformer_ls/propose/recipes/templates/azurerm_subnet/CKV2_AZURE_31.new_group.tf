# where name is (?!Gateway|AzureFirewall|AzureBastion|RouteServer).*
# where azurerm_network_security_group.shared.name is unset
resource "azurerm_subnet_network_security_group_association" "this" {
  subnet_id                 = azurerm_subnet.this.id
  network_security_group_id = azurerm_network_security_group.this.id
}

resource "azurerm_network_security_group" "this" {
  # Azure's own rules apply: nothing from outside the network comes in.
  name                = "<name>"
  resource_group_name = azurerm_virtual_network.of_virtual_network_name.resource_group_name
  location            = azurerm_virtual_network.of_virtual_network_name.location
}
