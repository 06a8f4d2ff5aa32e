# A SignalR service for an app's live updates, without keys or public access.
# words: an azure signalr service | real time messages with azure signalr | a Premium SignalR service in serverless mode with an identity, Entra ID login only, an upstream function, logs and a role for one application

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

variable "application_principal_id" {
  type        = string
  description = "Application that sends messages."
}

variable "upstream_url" {
  type        = string
  description = "Function that is called."
  default     = "https://func-acme-live.azurewebsites.net/runtime/webhooks/signalr"
}

resource "azurerm_resource_group" "live" {
  name     = "rg-live"
  location = "westeurope"
}

resource "azurerm_signalr_service" "live" {
  name                          = "sigr-acme-live"
  resource_group_name           = azurerm_resource_group.live.name
  location                      = azurerm_resource_group.live.location
  service_mode                  = "Serverless"
  connectivity_logs_enabled     = true
  messaging_logs_enabled        = true
  public_network_access_enabled = false
  local_auth_enabled            = false
  aad_auth_enabled              = true

  sku {
    name     = "Premium_P1"
    capacity = 1
  }

  identity {
    type = "SystemAssigned"
  }

  cors {
    allowed_origins = ["https://my.acme.io"]
  }

  upstream_endpoint {
    category_pattern = ["connections", "messages"]
    event_pattern    = ["*"]
    hub_pattern      = ["dashboard"]
    url_template     = var.upstream_url
  }
}

resource "azurerm_role_assignment" "application" {
  scope                = azurerm_signalr_service.live.id
  role_definition_name = "SignalR App Server"
  principal_id         = var.application_principal_id
}

output "hostname" {
  description = "Host that clients connect to."
  value       = azurerm_signalr_service.live.hostname
}
