# A Synapse workspace in a managed network with a Spark pool that pauses.
# words: an azure synapse workspace | synapse analytics with a spark pool | a Synapse workspace with a managed network, data exfiltration protection, Entra ID login, our key and a Spark 3.4 pool from three to ten nodes that pauses after 15 minutes

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

variable "filesystem_id" {
  type        = string
  description = "Data lake file system of the workspace."
}

variable "admin_group" {
  type        = object({ object_id = string, login = string })
  description = "Entra ID administrators."
}

variable "key_versionless_id" {
  type        = string
  description = "Key that encrypts the workspace."
}

data "azurerm_client_config" "current" {}
resource "azurerm_resource_group" "warehouse" {
  name     = "rg-warehouse"
  location = "westeurope"
}

resource "azurerm_synapse_workspace" "warehouse" {
  name                                 = "syn-acme-warehouse"
  resource_group_name                  = azurerm_resource_group.warehouse.name
  location                             = azurerm_resource_group.warehouse.location
  storage_data_lake_gen2_filesystem_id = var.filesystem_id
  managed_virtual_network_enabled      = true
  data_exfiltration_protection_enabled = true
  public_network_access_enabled        = false
  azuread_authentication_only          = true

  identity {
    type = "SystemAssigned"
  }

  customer_managed_key {
    key_name           = "workspace"
    key_versionless_id = var.key_versionless_id
  }
}

resource "azurerm_synapse_workspace_aad_admin" "warehouse" {
  synapse_workspace_id = azurerm_synapse_workspace.warehouse.id
  login                = var.admin_group.login
  object_id            = var.admin_group.object_id
  tenant_id            = data.azurerm_client_config.current.tenant_id
}

resource "azurerm_synapse_workspace_extended_auditing_policy" "warehouse" {
  synapse_workspace_id   = azurerm_synapse_workspace.warehouse.id
  log_monitoring_enabled = true
  retention_in_days      = 120
}

resource "azurerm_synapse_spark_pool" "transform" {
  name                 = "transform"
  synapse_workspace_id = azurerm_synapse_workspace.warehouse.id
  node_size_family     = "MemoryOptimized"
  node_size            = "Small"
  spark_version        = "3.4"

  auto_scale {
    min_node_count = 3
    max_node_count = 10
  }

  auto_pause {
    delay_in_minutes = 15
  }
}

output "workspace_endpoints" {
  description = "Addresses of the workspace."
  value       = azurerm_synapse_workspace.warehouse.connectivity_endpoints
}
