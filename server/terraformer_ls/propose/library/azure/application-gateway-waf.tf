# An application gateway with a web application firewall and TLS.
# words: an azure application gateway with waf | application gateway with https listener | a zone-redundant WAF v2 application gateway with an HTTPS listener using a key vault certificate and OWASP rules in prevention mode

terraform {
  required_version = ">= 1.6"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

provider "azurerm" {
  features {}
}

variable "subnet_id" {
  type        = string
  description = "Subnet of the gateway."
}

variable "identity_id" {
  type        = string
  description = "Identity that may read the certificate."
}

variable "certificate_secret_id" {
  type        = string
  description = "Key vault secret of the certificate."
}

variable "backend_fqdn" {
  type        = string
  description = "Host that answers the requests."
  default     = "app-acme-portal.azurewebsites.net"
}

resource "azurerm_resource_group" "edge" {
  name     = "rg-edge"
  location = "westeurope"
}

resource "azurerm_public_ip" "edge" {
  name                = "pip-edge"
  resource_group_name = azurerm_resource_group.edge.name
  location            = azurerm_resource_group.edge.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_web_application_firewall_policy" "edge" {
  name                = "waf-edge"
  resource_group_name = azurerm_resource_group.edge.name
  location            = azurerm_resource_group.edge.location

  policy_settings {
    enabled = true
    mode    = "Prevention"
  }

  managed_rules {
    managed_rule_set {
      type    = "OWASP"
      version = "3.2"
    }
  }
}

resource "azurerm_application_gateway" "edge" {
  name                = "agw-edge"
  resource_group_name = azurerm_resource_group.edge.name
  location            = azurerm_resource_group.edge.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.edge.id
  zones               = ["1", "2", "3"]

  sku {
    name = "WAF_v2"
    tier = "WAF_v2"
  }

  autoscale_configuration {
    min_capacity = 1
    max_capacity = 5
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [var.identity_id]
  }

  ssl_policy {
    policy_type = "Predefined"
    policy_name = "AppGwSslPolicy20220101S"
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = var.subnet_id
  }

  frontend_ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.edge.id
  }

  frontend_port {
    name = "https"
    port = 443
  }

  ssl_certificate {
    name                = "portal"
    key_vault_secret_id = var.certificate_secret_id
  }

  backend_address_pool {
    name  = "portal"
    fqdns = [var.backend_fqdn]
  }

  backend_http_settings {
    name                                = "https"
    port                                = 443
    protocol                            = "Https"
    cookie_based_affinity               = "Disabled"
    pick_host_name_from_backend_address = true
  }

  http_listener {
    name                           = "https"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "https"
    protocol                       = "Https"
    ssl_certificate_name           = "portal"
  }

  request_routing_rule {
    name                       = "portal"
    priority                   = 10
    rule_type                  = "Basic"
    http_listener_name         = "https"
    backend_address_pool_name  = "portal"
    backend_http_settings_name = "https"
  }
}

output "public_ip" {
  description = "Address to point DNS records at."
  value       = azurerm_public_ip.edge.ip_address
}
