provider "azurerm" {
  features {}
}

provider "azurerm" {
  alias = "spoke"
  features {}
}

locals {
  rule = {
    direction = "Inbound"
    access    = "Allow"
    protocol  = "Tcp"
  }
}

resource "azurerm_network_security_group" "inside" { # denied
  name                = "inside"
  location            = "westeurope"
  resource_group_name = "network"

  dynamic "security_rule" {
    for_each = ["22", "80", "443"]
    content {
      name                       = "port-${security_rule.value}"
      priority                   = 100 + length(security_rule.value)
      direction                  = local.rule.direction
      access                     = local.rule.access
      protocol                   = local.rule.protocol
      source_port_range          = "*"
      source_address_prefix      = "10.0.0.0/8"
      destination_port_range     = security_rule.value
      destination_address_prefix = "*"
    }
  }
}

resource "azurerm_network_security_rule" "beside" { # denied
  name                        = "beside"
  resource_group_name         = "network"
  network_security_group_name = azurerm_network_security_group.inside.name
  priority                    = 103
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
  source_port_range           = "*"
  source_address_prefix       = "*"
  destination_port_range      = "*"
  destination_address_prefix  = "*"
}

variable "asked_for" {
  type = number
}

resource "azurerm_network_security_rule" "not_given_yet" {
  count                       = 2
  name                        = "not-given-yet-${count.index}"
  resource_group_name         = "network"
  network_security_group_name = azurerm_network_security_group.inside.name
  priority                    = var.asked_for
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
  source_port_range           = "*"
  source_address_prefix       = "*"
  destination_port_range      = "*"
  destination_address_prefix  = "*"
}

resource "azurerm_network_security_rule" "outbound" {
  name                        = "outbound"
  resource_group_name         = "network"
  network_security_group_name = azurerm_network_security_group.inside.name
  priority                    = 103
  direction                   = "Outbound"
  access                      = "Deny"
  protocol                    = "*"
  source_port_range           = "*"
  source_address_prefix       = "*"
  destination_port_range      = "*"
  destination_address_prefix  = "*"
}

resource "azurerm_network_security_rule" "elsewhere" {
  name                        = "elsewhere"
  resource_group_name         = "network"
  network_security_group_name = "other"
  priority                    = 103
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
  source_port_range           = "*"
  source_address_prefix       = "*"
  destination_port_range      = "*"
  destination_address_prefix  = "*"
}

resource "azurerm_network_security_rule" "other_subscription" {
  provider                    = azurerm.spoke
  name                        = "elsewhere"
  resource_group_name         = "network"
  network_security_group_name = "other"
  priority                    = 103
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
  source_port_range           = "*"
  source_address_prefix       = "*"
  destination_port_range      = "*"
  destination_address_prefix  = "*"
}
