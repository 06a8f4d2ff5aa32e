# Two more node pools for an existing AKS cluster, one on spot machines.
# words: add node pools to an aks cluster | aks spot node pool | a zone-spread user node pool from two to ten machines and a spot pool for batch work with a taint, both with host encryption and an existing subnet

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

variable "cluster_id" {
  type        = string
  description = "Existing cluster."
}

variable "subnet_id" {
  type        = string
  description = "Subnet of the nodes."
}

locals {
  labels = { team = "platform" }
}

resource "azurerm_kubernetes_cluster_node_pool" "general" {
  name                    = "general"
  kubernetes_cluster_id   = var.cluster_id
  vm_size                 = "Standard_D4ds_v5"
  mode                    = "User"
  vnet_subnet_id          = var.subnet_id
  auto_scaling_enabled    = true
  min_count               = 2
  max_count               = 10
  max_pods                = 60
  zones                   = ["1", "2", "3"]
  os_disk_type            = "Ephemeral"
  os_sku                  = "AzureLinux"
  host_encryption_enabled = true
  node_labels             = local.labels

  upgrade_settings {
    max_surge = "33%"
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "batch" {
  name                    = "batch"
  kubernetes_cluster_id   = var.cluster_id
  vm_size                 = "Standard_D8ds_v5"
  mode                    = "User"
  priority                = "Spot"
  eviction_policy         = "Delete"
  spot_max_price          = -1
  vnet_subnet_id          = var.subnet_id
  auto_scaling_enabled    = true
  min_count               = 0
  max_count               = 20
  max_pods                = 60
  os_disk_type            = "Ephemeral"
  host_encryption_enabled = true
  node_labels             = merge(local.labels, { workload = "batch" })
  node_taints             = ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"]
}

output "pool_ids" {
  description = "IDs of the pools."
  value       = [azurerm_kubernetes_cluster_node_pool.general.id, azurerm_kubernetes_cluster_node_pool.batch.id]
}
