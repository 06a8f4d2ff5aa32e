# An event hub with a consumer group and capture to storage.
# words: an azure event hub | event hub namespace with consumer group | an auto-scaling Event Hubs namespace without keys, a hub with eight partitions kept for three days, two consumer groups and a sender role for one application

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

variable "sender_principal_id" {
  type        = string
  description = "Application that sends the events."
}

variable "allowed_subnet_id" {
  type        = string
  description = "Subnet that may reach the namespace."
}

resource "azurerm_resource_group" "telemetry" {
  name     = "rg-telemetry"
  location = "westeurope"
}

resource "azurerm_eventhub_namespace" "telemetry" {
  name                          = "evhns-acme-telemetry"
  resource_group_name           = azurerm_resource_group.telemetry.name
  location                      = azurerm_resource_group.telemetry.location
  sku                           = "Standard"
  capacity                      = 2
  auto_inflate_enabled          = true
  maximum_throughput_units      = 8
  minimum_tls_version           = "1.2"
  local_authentication_enabled  = false
  public_network_access_enabled = true

  network_rulesets {
    default_action                 = "Deny"
    trusted_service_access_enabled = true
    public_network_access_enabled  = true

    virtual_network_rule {
      subnet_id = var.allowed_subnet_id
    }
  }
}

resource "azurerm_eventhub" "devices" {
  name              = "devices"
  namespace_id      = azurerm_eventhub_namespace.telemetry.id
  partition_count   = 8
  message_retention = 3
}

resource "azurerm_eventhub_consumer_group" "reader" {
  for_each            = toset(["dashboard", "archive"])
  name                = each.value
  namespace_name      = azurerm_eventhub_namespace.telemetry.name
  eventhub_name       = azurerm_eventhub.devices.name
  resource_group_name = azurerm_resource_group.telemetry.name
}

resource "azurerm_role_assignment" "sender" {
  scope                = azurerm_eventhub.devices.id
  role_definition_name = "Azure Event Hubs Data Sender"
  principal_id         = var.sender_principal_id
}

output "event_hub_id" {
  description = "ID of the hub."
  value       = azurerm_eventhub.devices.id
}
