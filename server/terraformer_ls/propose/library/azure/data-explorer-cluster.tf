# A Data Explorer cluster with a database that reads from an event hub.
# words: an azure data explorer cluster | kusto cluster and database | a zone-redundant Data Explorer cluster with disk and double encryption, optimised auto scaling, a database that keeps data a year and a connection from an event hub

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

variable "event_hub" {
  type        = object({ id = string, consumer_group = string })
  description = "Event hub that is read."
}

variable "key_vault_key" {
  type        = object({ vault_id = string, name = string, version = string })
  description = "Key that encrypts the cluster."
}

resource "azurerm_resource_group" "analytics" {
  name     = "rg-analytics"
  location = "westeurope"
}

resource "azurerm_kusto_cluster" "telemetry" {
  name                          = "adxacmetelemetry"
  resource_group_name           = azurerm_resource_group.analytics.name
  location                      = azurerm_resource_group.analytics.location
  disk_encryption_enabled       = true
  double_encryption_enabled     = true
  streaming_ingestion_enabled   = true
  public_network_access_enabled = false
  zones                         = ["1", "2", "3"]

  sku {
    name     = "Standard_E2ads_v5"
    capacity = 2
  }

  optimized_auto_scale {
    minimum_instances = 2
    maximum_instances = 6
  }

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_kusto_cluster_customer_managed_key" "telemetry" {
  cluster_id   = azurerm_kusto_cluster.telemetry.id
  key_vault_id = var.key_vault_key.vault_id
  key_name     = var.key_vault_key.name
  key_version  = var.key_vault_key.version
}

resource "azurerm_kusto_database" "devices" {
  name                = "devices"
  resource_group_name = azurerm_resource_group.analytics.name
  location            = azurerm_resource_group.analytics.location
  cluster_name        = azurerm_kusto_cluster.telemetry.name
  hot_cache_period    = "P7D"
  soft_delete_period  = "P365D"
}

resource "azurerm_kusto_eventhub_data_connection" "devices" {
  name                = "devices"
  resource_group_name = azurerm_resource_group.analytics.name
  location            = azurerm_resource_group.analytics.location
  cluster_name        = azurerm_kusto_cluster.telemetry.name
  database_name       = azurerm_kusto_database.devices.name
  eventhub_id         = var.event_hub.id
  consumer_group      = var.event_hub.consumer_group
  identity_id         = azurerm_kusto_cluster.telemetry.id
  table_name          = "Readings"
  data_format         = "JSON"
}

output "uri" {
  description = "Address of the cluster."
  value       = azurerm_kusto_cluster.telemetry.uri
}
