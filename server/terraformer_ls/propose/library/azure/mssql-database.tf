# An Azure SQL server with Entra ID administrators only, auditing and a database.
# words: an azure sql database | azure sql server with one database | an Azure SQL server that only Entra ID administrators can log in to, no public access, TLS 1.2, auditing, threat alerts, vulnerability assessment and a zone-redundant database

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

variable "admin_group_id" {
  type        = string
  description = "Entra ID group of the database administrators."
}

variable "subnet_id" {
  type        = string
  description = "Subnet of the private endpoint."
}

variable "audit_storage_endpoint" {
  type        = string
  description = "Blob endpoint of the audit storage account."
}

variable "audit_container_path" {
  type        = string
  description = "Container for the vulnerability reports."
}

resource "azurerm_resource_group" "sales" {
  name     = "rg-sales"
  location = "uksouth"
}

resource "azurerm_mssql_server" "sales" {
  name                          = "sql-acme-sales"
  resource_group_name           = azurerm_resource_group.sales.name
  location                      = azurerm_resource_group.sales.location
  version                       = "12.0"
  minimum_tls_version           = "1.2"
  public_network_access_enabled = false

  azuread_administrator {
    login_username              = "database-administrators"
    object_id                   = var.admin_group_id
    azuread_authentication_only = true
  }

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_private_endpoint" "sales" {
  name                = "pe-sales-sql"
  resource_group_name = azurerm_resource_group.sales.name
  location            = azurerm_resource_group.sales.location
  subnet_id           = var.subnet_id

  private_service_connection {
    name                           = "sales-sql"
    private_connection_resource_id = azurerm_mssql_server.sales.id
    subresource_names              = ["sqlServer"]
    is_manual_connection           = false
  }
}

resource "azurerm_mssql_server_extended_auditing_policy" "sales" {
  server_id         = azurerm_mssql_server.sales.id
  storage_endpoint  = var.audit_storage_endpoint
  retention_in_days = 120
}

resource "azurerm_mssql_server_security_alert_policy" "sales" {
  resource_group_name  = azurerm_resource_group.sales.name
  server_name          = azurerm_mssql_server.sales.name
  state                = "Enabled"
  email_account_admins = true
  email_addresses      = ["security@acme.io"]
}

resource "azurerm_mssql_server_vulnerability_assessment" "sales" {
  server_security_alert_policy_id = azurerm_mssql_server_security_alert_policy.sales.id
  storage_container_path          = var.audit_container_path

  recurring_scans {
    enabled                   = true
    email_subscription_admins = true
    emails                    = ["security@acme.io"]
  }
}

resource "azurerm_mssql_database" "sales" {
  name           = "sales"
  server_id      = azurerm_mssql_server.sales.id
  sku_name       = "BC_Gen5_2"
  zone_redundant = true
  ledger_enabled = true

  short_term_retention_policy {
    retention_days = 14
  }
}

output "server_name" {
  description = "Host name of the server."
  value       = azurerm_mssql_server.sales.fully_qualified_domain_name
}
