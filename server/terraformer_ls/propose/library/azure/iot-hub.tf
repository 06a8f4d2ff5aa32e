# An IoT hub whose device messages go to an event hub, with a fallback and device provisioning.
# words: an azure iot hub with routing | iot hub and device provisioning service | a Standard IoT hub without keys or public access, alarms routed to an event hub by identity, a consumer group and a device provisioning service

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

variable "event_hub" {
  type        = object({ endpoint_uri = string, name = string })
  description = "Event hub for the alarms."
}

resource "azurerm_resource_group" "iot" {
  name     = "rg-iot"
  location = "westeurope"
}

resource "azurerm_iothub" "plant" {
  name                          = "iot-acme-plant"
  resource_group_name           = azurerm_resource_group.iot.name
  location                      = azurerm_resource_group.iot.location
  public_network_access_enabled = false
  local_authentication_enabled  = false
  min_tls_version               = "1.2"
  event_hub_partition_count     = 4
  event_hub_retention_in_days   = 3

  sku {
    name     = "S1"
    capacity = 1
  }

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_iothub_endpoint_eventhub" "alarms" {
  name                = "alarms"
  resource_group_name = azurerm_resource_group.iot.name
  iothub_id           = azurerm_iothub.plant.id
  authentication_type = "identityBased"
  endpoint_uri        = var.event_hub.endpoint_uri
  entity_path         = var.event_hub.name
}

resource "azurerm_iothub_route" "alarms" {
  name                = "alarms"
  resource_group_name = azurerm_resource_group.iot.name
  iothub_name         = azurerm_iothub.plant.name
  source              = "DeviceMessages"
  condition           = "level = 'alarm'"
  endpoint_names      = [azurerm_iothub_endpoint_eventhub.alarms.name]
  enabled             = true
}

resource "azurerm_iothub_consumer_group" "dashboard" {
  name                   = "dashboard"
  resource_group_name    = azurerm_resource_group.iot.name
  iothub_name            = azurerm_iothub.plant.name
  eventhub_endpoint_name = "events"
}

resource "azurerm_iothub_dps" "plant" {
  name                          = "provs-acme-plant"
  resource_group_name           = azurerm_resource_group.iot.name
  location                      = azurerm_resource_group.iot.location
  public_network_access_enabled = false
  allocation_policy             = "Hashed"

  sku {
    name     = "S1"
    capacity = 1
  }
}

output "hostname" {
  description = "Host name of the hub."
  value       = azurerm_iothub.plant.hostname
}
