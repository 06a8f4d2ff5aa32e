# A private AKS cluster with Entra ID, Azure CNI, monitoring and automatic upgrades.
# words: an aks cluster | azure kubernetes service cluster | a private AKS cluster with zones, Entra ID RBAC, no local accounts, Azure CNI with network policy, disk encryption set, Defender logs and auto-scaling from 3 to 9 nodes

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
  description = "Subnet of the nodes."
}

variable "admin_group_id" {
  type        = string
  description = "Entra ID group of the cluster's administrators."
}

variable "disk_encryption_set_id" {
  type        = string
  description = "Encrypts the nodes' disks."
}

variable "log_analytics_workspace_id" {
  type        = string
  description = "Workspace that receives the logs."
}

resource "azurerm_resource_group" "platform" {
  name     = "rg-platform"
  location = "westeurope"
}

resource "azurerm_kubernetes_cluster" "platform" {
  name                              = "aks-platform"
  resource_group_name               = azurerm_resource_group.platform.name
  location                          = azurerm_resource_group.platform.location
  dns_prefix                        = "platform"
  sku_tier                          = "Standard"
  private_cluster_enabled           = true
  local_account_disabled            = true
  azure_policy_enabled              = true
  role_based_access_control_enabled = true
  automatic_upgrade_channel         = "stable"
  disk_encryption_set_id            = var.disk_encryption_set_id

  default_node_pool {
    name                         = "system"
    vm_size                      = "Standard_D4ds_v5"
    vnet_subnet_id               = var.subnet_id
    auto_scaling_enabled         = true
    min_count                    = 3
    max_count                    = 9
    max_pods                     = 50
    os_disk_type                 = "Ephemeral"
    host_encryption_enabled      = true
    only_critical_addons_enabled = true
    zones                        = ["1", "2", "3"]
    temporary_name_for_rotation  = "systemtmp"
  }

  identity {
    type = "SystemAssigned"
  }

  network_profile {
    network_plugin    = "azure"
    network_policy    = "azure"
    load_balancer_sku = "standard"
  }

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled     = true
    admin_group_object_ids = [var.admin_group_id]
  }

  key_vault_secrets_provider {
    secret_rotation_enabled = true
  }

  oms_agent {
    log_analytics_workspace_id = var.log_analytics_workspace_id
  }
}

output "cluster_name" {
  description = "Name for az aks get-credentials."
  value       = azurerm_kubernetes_cluster.platform.name
}
