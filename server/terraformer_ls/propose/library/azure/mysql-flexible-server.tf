# A private MySQL flexible server with TLS required, a generated password and one database.
# words: an azure mysql flexible server | mysql on azure | a MySQL 8.0 flexible server in a delegated subnet with TLS 1.2, geo-redundant backups, a password kept in a key vault and a WordPress database

terraform {
  required_version = ">= 1.6"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
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

variable "key_vault_id" {
  type        = string
  description = "Key vault that keeps the password."
}

resource "azurerm_resource_group" "blog" {
  name     = "rg-blog"
  location = "francecentral"
}

resource "random_password" "administrator" {
  length = 28
}

resource "azurerm_mysql_flexible_server" "blog" {
  name                         = "mysql-acme-blog"
  resource_group_name          = azurerm_resource_group.blog.name
  location                     = azurerm_resource_group.blog.location
  version                      = "8.0.21"
  sku_name                     = "GP_Standard_D2ds_v4"
  administrator_login          = "blogadmin"
  administrator_password       = random_password.administrator.result
  delegated_subnet_id          = var.delegated_subnet_id
  private_dns_zone_id          = var.private_dns_zone_id
  backup_retention_days        = 14
  geo_redundant_backup_enabled = true
  zone                         = "1"

  storage {
    size_gb           = 64
    auto_grow_enabled = true
  }
}

resource "azurerm_mysql_flexible_server_configuration" "tls" {
  name                = "require_secure_transport"
  resource_group_name = azurerm_resource_group.blog.name
  server_name         = azurerm_mysql_flexible_server.blog.name
  value               = "ON"
}

resource "azurerm_mysql_flexible_database" "wordpress" {
  name                = "wordpress"
  resource_group_name = azurerm_resource_group.blog.name
  server_name         = azurerm_mysql_flexible_server.blog.name
  charset             = "utf8mb4"
  collation           = "utf8mb4_unicode_ci"
}

resource "azurerm_key_vault_secret" "administrator" {
  name            = "blog-mysql-password"
  key_vault_id    = var.key_vault_id
  value           = random_password.administrator.result
  content_type    = "password"
  expiration_date = "2027-12-31T00:00:00Z"
}

output "fqdn" {
  description = "Host name of the server."
  value       = azurerm_mysql_flexible_server.blog.fqdn
}
