# Several databases in an elastic pool of an existing SQL server, with long-term backups.
# words: an azure sql elastic pool | several databases sharing capacity on azure sql | a zone-redundant general purpose elastic pool with four vCores on an existing server, one database per customer, ledger and backups kept for years

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

variable "server" {
  type        = object({ id = string, name = string, resource_group_name = string })
  description = "Existing SQL server."
}

variable "location" {
  type        = string
  description = "Azure region of the server."
  default     = "westeurope"
}

variable "customers" {
  type        = set(string)
  description = "Customers, each with a database."
  default     = ["alpine", "baltic", "coast"]
}

resource "azurerm_mssql_elasticpool" "customers" {
  name                = "pool-customers"
  resource_group_name = var.server.resource_group_name
  location            = var.location
  server_name         = var.server.name
  max_size_gb         = 256
  zone_redundant      = true
  license_type        = "LicenseIncluded"

  sku {
    name     = "GP_Gen5"
    tier     = "GeneralPurpose"
    family   = "Gen5"
    capacity = 4
  }

  per_database_settings {
    min_capacity = 0
    max_capacity = 2
  }
}

resource "azurerm_mssql_database" "customer" {
  for_each        = var.customers
  name            = "customer-${each.value}"
  server_id       = var.server.id
  elastic_pool_id = azurerm_mssql_elasticpool.customers.id
  zone_redundant  = true
  ledger_enabled  = true

  short_term_retention_policy {
    retention_days = 14
  }

  long_term_retention_policy {
    weekly_retention  = "P4W"
    monthly_retention = "P12M"
    yearly_retention  = "P7Y"
    week_of_year      = 1
  }

  lifecycle {
    prevent_destroy = true
  }
}

output "database_ids" {
  description = "Databases by customer."
  value       = { for customer, database in azurerm_mssql_database.customer : customer => database.id }
}
