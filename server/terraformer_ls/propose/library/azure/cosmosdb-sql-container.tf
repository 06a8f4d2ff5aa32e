# A Cosmos DB account without keys or public access, with a SQL database and an auto-scaling container.
# words: an azure cosmos db account with a container | cosmosdb sql api database | a Cosmos DB account with two regions, Entra ID only, no public access, continuous backups, encrypted with our key, and an orders container partitioned by customer

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

variable "key_vault_key_id" {
  type        = string
  description = "Versionless ID of the key that encrypts the account."
}

resource "azurerm_resource_group" "orders" {
  name     = "rg-orders"
  location = "westeurope"
}

resource "azurerm_cosmosdb_account" "orders" {
  name                               = "cosmos-acme-orders"
  resource_group_name                = azurerm_resource_group.orders.name
  location                           = azurerm_resource_group.orders.location
  offer_type                         = "Standard"
  kind                               = "GlobalDocumentDB"
  key_vault_key_id                   = var.key_vault_key_id
  local_authentication_disabled      = true
  access_key_metadata_writes_enabled = false
  public_network_access_enabled      = false
  automatic_failover_enabled         = true
  minimal_tls_version                = "Tls12"

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
    zone_redundant    = true
  }

  geo_location {
    location          = "northeurope"
    failover_priority = 1
  }

  backup {
    type = "Continuous"
    tier = "Continuous30Days"
  }
}

resource "azurerm_cosmosdb_sql_database" "shop" {
  name                = "shop"
  resource_group_name = azurerm_resource_group.orders.name
  account_name        = azurerm_cosmosdb_account.orders.name
}

resource "azurerm_cosmosdb_sql_container" "orders" {
  name                  = "orders"
  resource_group_name   = azurerm_resource_group.orders.name
  account_name          = azurerm_cosmosdb_account.orders.name
  database_name         = azurerm_cosmosdb_sql_database.shop.name
  partition_key_paths   = ["/customerId"]
  partition_key_version = 2

  autoscale_settings {
    max_throughput = 4000
  }

  indexing_policy {
    indexing_mode = "consistent"

    included_path {
      path = "/*"
    }

    excluded_path {
      path = "/payload/?"
    }
  }
}

output "endpoint" {
  description = "Address of the account."
  value       = azurerm_cosmosdb_account.orders.endpoint
}
