# A Cosmos DB account for MongoDB with a database and two collections.
# words: a cosmos db account for mongodb | mongodb on azure cosmos db | a Cosmos DB for MongoDB 7.0 account encrypted with our key, no public access, two regions, a database with shared auto-scaling throughput and collections with indexes

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

resource "azurerm_resource_group" "articles" {
  name     = "rg-articles"
  location = "westeurope"
}

resource "azurerm_cosmosdb_account" "articles" {
  name                               = "cosmos-acme-articles"
  resource_group_name                = azurerm_resource_group.articles.name
  location                           = azurerm_resource_group.articles.location
  offer_type                         = "Standard"
  kind                               = "MongoDB"
  mongo_server_version               = "7.0"
  key_vault_key_id                   = var.key_vault_key_id
  local_authentication_disabled      = true
  access_key_metadata_writes_enabled = false
  public_network_access_enabled      = false
  automatic_failover_enabled         = true
  minimal_tls_version                = "Tls12"

  capabilities {
    name = "EnableMongo"
  }

  consistency_policy {
    consistency_level = "Session"
  }

  dynamic "geo_location" {
    for_each = { westeurope = 0, northeurope = 1 }

    content {
      location          = geo_location.key
      failover_priority = geo_location.value
    }
  }

  backup {
    type = "Continuous"
    tier = "Continuous7Days"
  }
}

resource "azurerm_cosmosdb_mongo_database" "editorial" {
  name                = "editorial"
  resource_group_name = azurerm_resource_group.articles.name
  account_name        = azurerm_cosmosdb_account.articles.name

  autoscale_settings {
    max_throughput = 4000
  }
}

resource "azurerm_cosmosdb_mongo_collection" "collection" {
  for_each            = { articles = "slug", authors = "email" }
  name                = each.key
  resource_group_name = azurerm_resource_group.articles.name
  account_name        = azurerm_cosmosdb_account.articles.name
  database_name       = azurerm_cosmosdb_mongo_database.editorial.name
  shard_key           = each.value

  index {
    keys   = ["_id"]
    unique = true
  }

  index {
    keys = [each.value]
  }
}

output "account_id" {
  description = "ID of the account."
  value       = azurerm_cosmosdb_account.articles.id
}
