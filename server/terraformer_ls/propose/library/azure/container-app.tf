# A container app that scales with its requests, in an internal environment with logs.
# words: an azure container app | azure container apps environment with a container app and autoscaling | a Container Apps environment inside a subnet and an API container that scales from 1 to 10 replicas, pulls from our registry with an identity and reads a secret from the key vault

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

variable "image" {
  type        = string
  description = "Container image with its tag."
  default     = "acmeregistry.azurecr.io/pricing:2.3.0"
}

variable "registry_id" {
  type        = string
  description = "ID of the registry that holds the image."
}

variable "subnet_id" {
  type        = string
  description = "Subnet of the environment."
}

variable "workspace_id" {
  type        = string
  description = "Log Analytics workspace."
}

variable "secret_id" {
  type        = string
  description = "Key vault secret with the partner's key."
}

resource "azurerm_resource_group" "pricing" {
  name     = "rg-pricing"
  location = "westeurope"
}

resource "azurerm_user_assigned_identity" "pricing" {
  name                = "id-pricing"
  resource_group_name = azurerm_resource_group.pricing.name
  location            = azurerm_resource_group.pricing.location
}

resource "azurerm_role_assignment" "pull" {
  scope                = var.registry_id
  role_definition_name = "AcrPull"
  principal_id         = azurerm_user_assigned_identity.pricing.principal_id
}

resource "azurerm_container_app_environment" "main" {
  name                           = "cae-main"
  resource_group_name            = azurerm_resource_group.pricing.name
  location                       = azurerm_resource_group.pricing.location
  log_analytics_workspace_id     = var.workspace_id
  infrastructure_subnet_id       = var.subnet_id
  internal_load_balancer_enabled = true
}

resource "azurerm_container_app" "pricing" {
  name                         = "pricing"
  resource_group_name          = azurerm_resource_group.pricing.name
  container_app_environment_id = azurerm_container_app_environment.main.id
  revision_mode                = "Single"

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.pricing.id]
  }

  registry {
    server   = "acmeregistry.azurecr.io"
    identity = azurerm_user_assigned_identity.pricing.id
  }

  secret {
    name                = "partner-key"
    key_vault_secret_id = var.secret_id
    identity            = azurerm_user_assigned_identity.pricing.id
  }

  ingress {
    target_port = 8080
    transport   = "http"

    traffic_weight {
      latest_revision = true
      percentage      = 100
    }
  }

  template {
    min_replicas = 1
    max_replicas = 10

    container {
      name   = "pricing"
      image  = var.image
      cpu    = 0.5
      memory = "1Gi"

      env {
        name        = "PARTNER_KEY"
        secret_name = "partner-key"
      }
    }
  }
}

output "revision" {
  description = "Revision that is live."
  value       = azurerm_container_app.pricing.latest_revision_name
}
