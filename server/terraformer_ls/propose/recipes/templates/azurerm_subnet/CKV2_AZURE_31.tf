# where name is (?!Gateway|AzureFirewall|AzureBastion|RouteServer).*
resource "azurerm_subnet_network_security_group_association" "this" {
  subnet_id                 = azurerm_subnet.this.id
  network_security_group_id = azurerm_network_security_group.shared.id
}
