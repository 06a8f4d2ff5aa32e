# A managed identity that a Kubernetes service account uses, with a role on one storage account.
# words: azure workload identity for aks | user assigned identity with federated credential | a user-assigned identity federated with the service account of an exporter in AKS, allowed to write blobs into one storage account

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

variable "resource_group_name" {
  type        = string
  description = "Group of the identity."
  default     = "rg-platform"
}

variable "location" {
  type        = string
  description = "Azure region of the identity."
  default     = "westeurope"
}

variable "oidc_issuer_url" {
  type        = string
  description = "Issuer of the cluster."
}

variable "storage_account_id" {
  type        = string
  description = "Storage account that the exporter writes to."
}

locals {
  namespace       = "billing"
  service_account = "exporter"
}

resource "azurerm_user_assigned_identity" "exporter" {
  name                = "id-billing-exporter"
  resource_group_name = var.resource_group_name
  location            = var.location
}

resource "azurerm_federated_identity_credential" "exporter" {
  name                = "aks-${local.namespace}-${local.service_account}"
  resource_group_name = var.resource_group_name
  parent_id           = azurerm_user_assigned_identity.exporter.id
  audience            = ["api://AzureADTokenExchange"]
  issuer              = var.oidc_issuer_url
  subject             = "system:serviceaccount:${local.namespace}:${local.service_account}"
}

resource "azurerm_role_assignment" "exporter" {
  scope                = var.storage_account_id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = azurerm_user_assigned_identity.exporter.principal_id
}

output "client_id" {
  description = "Client ID to annotate the service account with."
  value       = azurerm_user_assigned_identity.exporter.client_id
}
