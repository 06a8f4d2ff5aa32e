# A private machine learning workspace with a compute cluster that shrinks to zero.
# words: an azure machine learning workspace | azure ml workspace with compute cluster | a private Azure Machine Learning workspace on existing storage, vault and insights, with high business impact, and a GPU cluster from zero to four nodes without public addresses

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

variable "subnet_id" {
  type        = string
  description = "Subnet of the compute cluster."
}

variable "storage_account_id" {
  type        = string
  description = "Storage account of the workspace."
}

variable "key_vault_id" {
  type        = string
  description = "Key vault of the workspace."
}

variable "application_insights_id" {
  type        = string
  description = "Application Insights of the workspace."
}

variable "key_vault_key_id" {
  type        = string
  description = "Key that encrypts the workspace."
}

resource "azurerm_resource_group" "ml" {
  name     = "rg-ml"
  location = "swedencentral"
}

resource "azurerm_machine_learning_workspace" "vision" {
  name                          = "mlw-vision"
  resource_group_name           = azurerm_resource_group.ml.name
  location                      = azurerm_resource_group.ml.location
  storage_account_id            = var.storage_account_id
  key_vault_id                  = var.key_vault_id
  application_insights_id       = var.application_insights_id
  public_network_access_enabled = false
  high_business_impact          = true

  identity {
    type = "SystemAssigned"
  }

  encryption {
    key_vault_id = var.key_vault_id
    key_id       = var.key_vault_key_id
  }

  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_machine_learning_compute_cluster" "gpu" {
  name                          = "gpu"
  location                      = azurerm_resource_group.ml.location
  machine_learning_workspace_id = azurerm_machine_learning_workspace.vision.id
  vm_priority                   = "LowPriority"
  vm_size                       = "Standard_NC6s_v3"
  subnet_resource_id            = var.subnet_id
  local_auth_enabled            = false
  ssh_public_access_enabled     = false
  node_public_ip_enabled        = false

  identity {
    type = "SystemAssigned"
  }

  scale_settings {
    min_node_count                       = 0
    max_node_count                       = 4
    scale_down_nodes_after_idle_duration = "PT10M"
  }
}

output "workspace_id" {
  description = "ID of the workspace."
  value       = azurerm_machine_learning_workspace.vision.id
}
