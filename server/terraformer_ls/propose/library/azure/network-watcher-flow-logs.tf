# Flow logs of a virtual network with traffic analytics, and a test of a connection.
# words: azure vnet flow logs with traffic analytics | network watcher flow log | flow logs version 2 of a virtual network kept 90 days in a storage account, analysed every ten minutes, and a connection monitor from a machine to a database

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

variable "network_watcher" {
  type        = object({ name = string, resource_group_name = string, id = string, location = string })
  description = "Network watcher of the region."
}

variable "virtual_network_id" {
  type        = string
  description = "Network whose traffic is logged."
}

variable "storage_account_id" {
  type        = string
  description = "Storage account that keeps the logs."
}

variable "workspace" {
  type        = object({ id = string, resource_id = string, location = string })
  description = "Log Analytics workspace."
}

variable "virtual_machine_id" {
  type        = string
  description = "Machine that tests the connection."
}

resource "azurerm_network_watcher_flow_log" "main" {
  name                 = "vnet-main"
  network_watcher_name = var.network_watcher.name
  resource_group_name  = var.network_watcher.resource_group_name
  target_resource_id   = var.virtual_network_id
  storage_account_id   = var.storage_account_id
  enabled              = true
  version              = 2

  retention_policy {
    enabled = true
    days    = 90
  }

  traffic_analytics {
    enabled               = true
    workspace_id          = var.workspace.id
    workspace_region      = var.workspace.location
    workspace_resource_id = var.workspace.resource_id
    interval_in_minutes   = 10
  }
}

resource "azurerm_network_connection_monitor" "database" {
  name                          = "web-to-database"
  network_watcher_id            = var.network_watcher.id
  location                      = var.network_watcher.location
  output_workspace_resource_ids = [var.workspace.resource_id]

  endpoint {
    name               = "web"
    target_resource_id = var.virtual_machine_id
  }

  endpoint {
    name    = "database"
    address = "psql-acme-bookings.postgres.database.azure.com"
  }

  test_configuration {
    name                      = "postgres"
    protocol                  = "Tcp"
    test_frequency_in_seconds = 60

    tcp_configuration {
      port = 5432
    }
  }

  test_group {
    name                     = "web-to-database"
    source_endpoints         = ["web"]
    destination_endpoints    = ["database"]
    test_configuration_names = ["postgres"]
  }
}

output "flow_log_id" {
  description = "ID of the flow log."
  value       = azurerm_network_watcher_flow_log.main.id
}
