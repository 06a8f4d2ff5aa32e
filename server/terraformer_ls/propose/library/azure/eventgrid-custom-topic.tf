# A custom Event Grid topic whose order events reach a function and a storage queue.
# words: an azure event grid custom topic | publish custom events on azure | a custom Event Grid topic without keys or public access, a subscription to an Azure function filtered by event type, and one to a storage queue with dead lettering

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

variable "function_id" {
  type        = string
  description = "Function that handles orders."
}

variable "storage_account_id" {
  type        = string
  description = "Storage account of the queue and the dead letters."
}

variable "sender_principal_id" {
  type        = string
  description = "Application that publishes."
}

resource "azurerm_resource_group" "events" {
  name     = "rg-events"
  location = "westeurope"
}

resource "azurerm_eventgrid_topic" "orders" {
  name                          = "evgt-orders"
  resource_group_name           = azurerm_resource_group.events.name
  location                      = azurerm_resource_group.events.location
  input_schema                  = "CloudEventSchemaV1_0"
  local_auth_enabled            = false
  public_network_access_enabled = false

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_eventgrid_event_subscription" "function" {
  name                  = "orders-function"
  scope                 = azurerm_eventgrid_topic.orders.id
  event_delivery_schema = "CloudEventSchemaV1_0"
  included_event_types  = ["shop.order.placed"]

  azure_function_endpoint {
    function_id          = var.function_id
    max_events_per_batch = 10
  }

  retry_policy {
    max_delivery_attempts = 10
    event_time_to_live    = 1440
  }
}

resource "azurerm_eventgrid_event_subscription" "archive" {
  name                  = "orders-archive"
  scope                 = azurerm_eventgrid_topic.orders.id
  event_delivery_schema = "CloudEventSchemaV1_0"

  storage_queue_endpoint {
    storage_account_id = var.storage_account_id
    queue_name         = "orders-archive"
  }

  storage_blob_dead_letter_destination {
    storage_account_id          = var.storage_account_id
    storage_blob_container_name = "dead-letters"
  }
}

resource "azurerm_role_assignment" "sender" {
  scope                = azurerm_eventgrid_topic.orders.id
  role_definition_name = "EventGrid Data Sender"
  principal_id         = var.sender_principal_id
}

output "endpoint" {
  description = "Address to publish to."
  value       = azurerm_eventgrid_topic.orders.endpoint
}
