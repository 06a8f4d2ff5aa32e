# A container job that runs every night in an existing environment.
# words: an azure container app job on a schedule | nightly container job on azure container apps | a Container Apps job with a cron schedule, one retry, a half-hour limit, an image pulled by identity and a secret from the key vault

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

variable "environment_id" {
  type        = string
  description = "Existing Container Apps environment."
}

variable "resource_group_name" {
  type        = string
  description = "Group of the environment."
  default     = "rg-pricing"
}

variable "location" {
  type        = string
  description = "Azure region of the environment."
  default     = "westeurope"
}

variable "identity_id" {
  type        = string
  description = "Identity that pulls the image and reads the secret."
}

variable "secret_id" {
  type        = string
  description = "Key vault secret with the database's address."
}

variable "image" {
  type        = string
  description = "Container image with its tag."
  default     = "acmeregistry.azurecr.io/price-import:1.2.0"
}

resource "azurerm_container_app_job" "import" {
  name                         = "price-import"
  resource_group_name          = var.resource_group_name
  location                     = var.location
  container_app_environment_id = var.environment_id
  replica_timeout_in_seconds   = 1800
  replica_retry_limit          = 1

  identity {
    type         = "UserAssigned"
    identity_ids = [var.identity_id]
  }

  registry {
    server   = "acmeregistry.azurecr.io"
    identity = var.identity_id
  }

  secret {
    name                = "database-url"
    key_vault_secret_id = var.secret_id
    identity            = var.identity_id
  }

  schedule_trigger_config {
    cron_expression          = "30 2 * * *"
    parallelism              = 1
    replica_completion_count = 1
  }

  template {
    container {
      name   = "import"
      image  = var.image
      cpu    = 0.5
      memory = "1Gi"

      env {
        name        = "DATABASE_URL"
        secret_name = "database-url"
      }
    }
  }
}

output "job_id" {
  description = "ID of the job."
  value       = azurerm_container_app_job.import.id
}
