# A private container group that runs a worker with a secret and a restart policy.
# words: an azure container instance | run a container on azure without kubernetes | a private Linux container group in a subnet with one worker container, CPU and memory limits, a secure environment variable, a managed identity and logs

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
  default     = "acmeregistry.azurecr.io/worker:5.0.2"
}

variable "subnet_id" {
  type        = string
  description = "Delegated subnet of the container group."
}

variable "identity_id" {
  type        = string
  description = "Identity that pulls the image."
}

variable "queue_token" {
  type        = string
  description = "Token of the worker's queue."
  sensitive   = true
}

variable "workspace" {
  type        = object({ id = string, key = string })
  description = "Log Analytics workspace and its key."
  sensitive   = true
}

resource "azurerm_resource_group" "worker" {
  name     = "rg-worker"
  location = "westeurope"
}

resource "azurerm_container_group" "worker" {
  name                = "aci-worker"
  resource_group_name = azurerm_resource_group.worker.name
  location            = azurerm_resource_group.worker.location
  os_type             = "Linux"
  ip_address_type     = "Private"
  subnet_ids          = [var.subnet_id]
  restart_policy      = "OnFailure"

  identity {
    type         = "UserAssigned"
    identity_ids = [var.identity_id]
  }

  image_registry_credential {
    server                    = "acmeregistry.azurecr.io"
    user_assigned_identity_id = var.identity_id
  }

  container {
    name   = "worker"
    image  = var.image
    cpu    = 1
    memory = 2

    ports {
      port     = 8080
      protocol = "TCP"
    }

    secure_environment_variables = {
      QUEUE_TOKEN = var.queue_token
    }

    liveness_probe {
      http_get {
        path = "/healthz"
        port = 8080
      }
    }
  }

  diagnostics {
    log_analytics {
      workspace_id  = var.workspace.id
      workspace_key = var.workspace.key
    }
  }
}

output "ip_address" {
  description = "Address inside the network."
  value       = azurerm_container_group.worker.ip_address
}
