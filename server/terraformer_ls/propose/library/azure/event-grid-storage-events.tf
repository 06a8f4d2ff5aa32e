# An Event Grid topic for a storage account whose new blobs go to a Service Bus queue.
# words: azure event grid for new blobs | storage events to a service bus queue | an Event Grid system topic of a storage account and a subscription that sends BlobCreated events of .csv files to a Service Bus queue with retries and dead lettering

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
  description = "Group of the storage account."
  default     = "rg-imports"
}

variable "location" {
  type        = string
  description = "Azure region of the storage account."
  default     = "westeurope"
}

variable "storage_account_id" {
  type        = string
  description = "Storage account whose events are sent."
}

variable "queue_id" {
  type        = string
  description = "Service Bus queue that receives them."
}

resource "azurerm_eventgrid_system_topic" "uploads" {
  name                = "evgt-uploads"
  resource_group_name = var.resource_group_name
  location            = var.location
  source_resource_id  = var.storage_account_id
  topic_type          = "Microsoft.Storage.StorageAccounts"

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_role_assignment" "queue" {
  scope                = var.queue_id
  role_definition_name = "Azure Service Bus Data Sender"
  principal_id         = azurerm_eventgrid_system_topic.uploads.identity[0].principal_id
}

resource "azurerm_eventgrid_system_topic_event_subscription" "csv" {
  name                          = "csv-files"
  system_topic                  = azurerm_eventgrid_system_topic.uploads.name
  resource_group_name           = var.resource_group_name
  included_event_types          = ["Microsoft.Storage.BlobCreated"]
  service_bus_queue_endpoint_id = var.queue_id

  subject_filter {
    subject_begins_with = "/blobServices/default/containers/incoming/"
    subject_ends_with   = ".csv"
  }

  delivery_identity {
    type = "SystemAssigned"
  }

  retry_policy {
    max_delivery_attempts = 10
    event_time_to_live    = 1440
  }

  dead_letter_identity {
    type = "SystemAssigned"
  }

  storage_blob_dead_letter_destination {
    storage_account_id          = var.storage_account_id
    storage_blob_container_name = "dead-letters"
  }

  depends_on = [azurerm_role_assignment.queue]
}

output "system_topic_id" {
  description = "ID of the topic."
  value       = azurerm_eventgrid_system_topic.uploads.id
}
