variable "integrity" {
  type    = string
  default = "SHA1"
}

resource "azurerm_virtual_network_gateway_connection" "old" { # denied
  name                       = "old"
  location                   = "westeurope"
  resource_group_name        = "network"
  type                       = "IPsec"
  virtual_network_gateway_id = "/subscriptions/0/resourceGroups/network/providers/Microsoft.Network/virtualNetworkGateways/main"

  ipsec_policy {
    dh_group         = "DHGroup14"
    ike_encryption   = "AES256"
    ike_integrity    = var.integrity
    ipsec_encryption = "AES256"
    ipsec_integrity  = "SHA256"
    pfs_group        = "PFS2048"
  }
}

resource "azurerm_virtual_network_gateway_connection" "of_azure" {
  name                       = "of-azure"
  location                   = "westeurope"
  resource_group_name        = "network"
  type                       = "IPsec"
  virtual_network_gateway_id = "/subscriptions/0/resourceGroups/network/providers/Microsoft.Network/virtualNetworkGateways/main"
}

resource "azurerm_virtual_network_gateway_connection" "strong" {
  name                       = "strong"
  location                   = "westeurope"
  resource_group_name        = "network"
  type                       = "IPsec"
  virtual_network_gateway_id = "/subscriptions/0/resourceGroups/network/providers/Microsoft.Network/virtualNetworkGateways/main"

  ipsec_policy {
    dh_group         = "DHGroup14"
    ike_encryption   = "AES256"
    ike_integrity    = upper("sha256")
    ipsec_encryption = "AES256"
    ipsec_integrity  = "SHA256"
    pfs_group        = "None"
  }
}
