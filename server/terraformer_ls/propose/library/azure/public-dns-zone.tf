# A public DNS zone with records for a site, its mail and its verification.
# words: an azure dns zone with records | public dns zone with a, cname, mx and txt records | an Azure DNS zone with an apex A record, a www CNAME, MX records and an SPF record

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

variable "domain" {
  type        = string
  description = "Domain of the zone."
  default     = "lakeside-hotel.ch"
}

variable "site_address" {
  type        = string
  description = "Address of the site."
  default     = "203.0.113.80"
}

resource "azurerm_resource_group" "dns" {
  name     = "rg-public-dns"
  location = "switzerlandnorth"
}

resource "azurerm_dns_zone" "main" {
  name                = var.domain
  resource_group_name = azurerm_resource_group.dns.name
}

resource "azurerm_dns_a_record" "apex" {
  name                = "@"
  zone_name           = azurerm_dns_zone.main.name
  resource_group_name = azurerm_resource_group.dns.name
  ttl                 = 3600
  records             = [var.site_address]
}

resource "azurerm_dns_cname_record" "www" {
  name                = "www"
  zone_name           = azurerm_dns_zone.main.name
  resource_group_name = azurerm_resource_group.dns.name
  ttl                 = 3600
  record              = var.domain
}

resource "azurerm_dns_mx_record" "mail" {
  name                = "@"
  zone_name           = azurerm_dns_zone.main.name
  resource_group_name = azurerm_resource_group.dns.name
  ttl                 = 3600

  record {
    preference = 10
    exchange   = "mx1.mail-host.net"
  }

  record {
    preference = 20
    exchange   = "mx2.mail-host.net"
  }
}

resource "azurerm_dns_txt_record" "spf" {
  name                = "@"
  zone_name           = azurerm_dns_zone.main.name
  resource_group_name = azurerm_resource_group.dns.name
  ttl                 = 3600

  record {
    value = "v=spf1 include:mail-host.net -all"
  }
}

output "name_servers" {
  description = "Servers to enter at the registrar."
  value       = azurerm_dns_zone.main.name_servers
}
