variable "from" {
  type    = list(string)
  default = ["10.0.0.0/8", "0.0.0.0/0"]
}

resource "azurerm_network_security_group" "open" { # denied
  name                = "open"
  location            = "westeurope"
  resource_group_name = "network"

  security_rule {
    name                       = "range"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "*"
    source_port_range          = "*"
    source_address_prefix      = "*"
    destination_port_range     = "3000-4000"
    destination_address_prefix = "*"
  }
}

resource "azurerm_network_security_rule" "listed" { # denied
  for_each                    = toset(["1433", "8080"])
  name                        = "port-${each.key}"
  resource_group_name         = "network"
  network_security_group_name = "open"
  priority                    = 200 + length(each.key)
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  source_address_prefixes     = var.from
  destination_port_ranges     = [each.value]
  destination_address_prefix  = "*"
}

resource "azurerm_network_security_rule" "udp" {
  name                        = "udp"
  resource_group_name         = "network"
  network_security_group_name = "open"
  priority                    = 300
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Udp"
  source_port_range           = "*"
  source_address_prefix       = "Internet"
  destination_port_range      = "5432"
  destination_address_prefix  = "*"
}

resource "azurerm_network_security_rule" "refused" {
  name                        = "refused"
  resource_group_name         = "network"
  network_security_group_name = "open"
  priority                    = 301
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
  source_port_range           = "*"
  source_address_prefix       = "*"
  destination_port_range      = "*"
  destination_address_prefix  = "*"
}

resource "azurerm_network_security_rule" "web" {
  name                        = "web"
  resource_group_name         = "network"
  network_security_group_name = "open"
  priority                    = 302
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  source_address_prefix       = "Internet"
  destination_port_ranges     = ["80", "443"]
  destination_address_prefix  = "*"
}

resource "azurerm_public_ip" "office" {
  name                = "office"
  location            = "westeurope"
  resource_group_name = "network"
  allocation_method   = "Static"
}

resource "azurerm_network_security_rule" "unknown" {
  name                        = "unknown"
  resource_group_name         = "network"
  network_security_group_name = "open"
  priority                    = 303
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  source_address_prefix       = azurerm_public_ip.office.ip_address
  destination_port_range      = "5432"
  destination_address_prefix  = "*"
}
