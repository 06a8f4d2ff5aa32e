# A Databricks workspace in its own network without public addresses.
# words: an azure databricks workspace | databricks with vnet injection | a Premium Databricks workspace injected into two existing subnets, no public IPs on its nodes, no public access, infrastructure encryption and logs to a workspace

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

variable "virtual_network_id" {
  type        = string
  description = "Network of the workspace."
}

variable "subnets" {
  type        = object({ public = string, private = string })
  description = "Names of the delegated subnets."
}

variable "nsg_association_ids" {
  type        = object({ public = string, private = string })
  description = "IDs of their security group associations."
}

variable "key_vault_key_id" {
  type        = string
  description = "Key that encrypts the workspace's files."
}

variable "log_analytics_workspace_id" {
  type        = string
  description = "Workspace that receives the logs."
}

resource "azurerm_resource_group" "lake" {
  name     = "rg-lake"
  location = "westeurope"
}

resource "azurerm_databricks_workspace" "lake" {
  name                                  = "dbw-acme-lake"
  resource_group_name                   = azurerm_resource_group.lake.name
  location                              = azurerm_resource_group.lake.location
  sku                                   = "premium"
  managed_resource_group_name           = "rg-lake-databricks-managed"
  public_network_access_enabled         = false
  network_security_group_rules_required = "NoAzureDatabricksRules"
  infrastructure_encryption_enabled     = true
  customer_managed_key_enabled          = true

  custom_parameters {
    no_public_ip                                         = true
    virtual_network_id                                   = var.virtual_network_id
    public_subnet_name                                   = var.subnets.public
    private_subnet_name                                  = var.subnets.private
    public_subnet_network_security_group_association_id  = var.nsg_association_ids.public
    private_subnet_network_security_group_association_id = var.nsg_association_ids.private
  }
}

resource "azurerm_databricks_workspace_root_dbfs_customer_managed_key" "lake" {
  workspace_id     = azurerm_databricks_workspace.lake.id
  key_vault_key_id = var.key_vault_key_id
}

resource "azurerm_monitor_diagnostic_setting" "lake" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_databricks_workspace.lake.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }
}

output "workspace_url" {
  description = "Address of the workspace."
  value       = azurerm_databricks_workspace.lake.workspace_url
}
