# A private PostgreSQL flexible server with a standby in another zone and Entra ID login.
# words: an azure postgresql flexible server | postgres on azure with high availability | a zone-redundant PostgreSQL 16 flexible server in its own subnet with private DNS, Entra ID login only, geo-redundant backups for 14 days and one database

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

variable "delegated_subnet_id" {
  type        = string
  description = "Subnet delegated to flexible servers."
}

variable "private_dns_zone_id" {
  type        = string
  description = "Private DNS zone of flexible servers."
}

variable "admin_group" {
  type        = object({ object_id = string, name = string })
  description = "Entra ID group of the administrators."
}

data "azurerm_client_config" "current" {}
resource "azurerm_resource_group" "bookings" {
  name     = "rg-bookings"
  location = "northeurope"
}

resource "azurerm_postgresql_flexible_server" "bookings" {
  name                          = "psql-acme-bookings"
  resource_group_name           = azurerm_resource_group.bookings.name
  location                      = azurerm_resource_group.bookings.location
  version                       = "16"
  sku_name                      = "GP_Standard_D2ds_v5"
  storage_mb                    = 65536
  auto_grow_enabled             = true
  zone                          = "1"
  delegated_subnet_id           = var.delegated_subnet_id
  private_dns_zone_id           = var.private_dns_zone_id
  public_network_access_enabled = false
  backup_retention_days         = 14
  geo_redundant_backup_enabled  = true

  high_availability {
    mode                      = "ZoneRedundant"
    standby_availability_zone = "2"
  }

  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = false
    tenant_id                     = data.azurerm_client_config.current.tenant_id
  }
}

resource "azurerm_postgresql_flexible_server_active_directory_administrator" "bookings" {
  server_name         = azurerm_postgresql_flexible_server.bookings.name
  resource_group_name = azurerm_resource_group.bookings.name
  tenant_id           = data.azurerm_client_config.current.tenant_id
  object_id           = var.admin_group.object_id
  principal_name      = var.admin_group.name
  principal_type      = "Group"
}

resource "azurerm_postgresql_flexible_server_configuration" "connection_throttling" {
  name      = "connection_throttle.enable"
  server_id = azurerm_postgresql_flexible_server.bookings.id
  value     = "on"
}

resource "azurerm_postgresql_flexible_server_database" "bookings" {
  name      = "bookings"
  server_id = azurerm_postgresql_flexible_server.bookings.id
  charset   = "UTF8"
}

output "fqdn" {
  description = "Host name of the server."
  value       = azurerm_postgresql_flexible_server.bookings.fqdn
}
