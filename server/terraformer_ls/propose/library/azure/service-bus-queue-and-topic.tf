# A Premium Service Bus namespace with a queue, a topic and a filtered subscription.
# words: an azure service bus queue and topic | service bus namespace with dead lettering | a Premium Service Bus namespace without keys or public access, a queue with dead lettering and a topic with a subscription filtered by country

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

variable "identity_id" {
  type        = string
  description = "Identity that may use the encryption key."
}

variable "key_vault_key_id" {
  type        = string
  description = "Key that encrypts the messages."
}

resource "azurerm_resource_group" "messaging" {
  name     = "rg-messaging"
  location = "germanywestcentral"
}

resource "azurerm_servicebus_namespace" "shop" {
  name                          = "sb-acme-shop"
  resource_group_name           = azurerm_resource_group.messaging.name
  location                      = azurerm_resource_group.messaging.location
  sku                           = "Premium"
  capacity                      = 1
  premium_messaging_partitions  = 1
  local_auth_enabled            = false
  public_network_access_enabled = false
  minimum_tls_version           = "1.2"

  identity {
    type         = "UserAssigned"
    identity_ids = [var.identity_id]
  }

  customer_managed_key {
    key_vault_key_id                  = var.key_vault_key_id
    identity_id                       = var.identity_id
    infrastructure_encryption_enabled = true
  }
}

resource "azurerm_servicebus_queue" "invoices" {
  name                                 = "invoices"
  namespace_id                         = azurerm_servicebus_namespace.shop.id
  max_delivery_count                   = 5
  lock_duration                        = "PT1M"
  dead_lettering_on_message_expiration = true
  requires_duplicate_detection         = true
}

resource "azurerm_servicebus_topic" "orders" {
  name                = "orders"
  namespace_id        = azurerm_servicebus_namespace.shop.id
  default_message_ttl = "P14D"
}

resource "azurerm_servicebus_subscription" "germany" {
  name               = "germany"
  topic_id           = azurerm_servicebus_topic.orders.id
  max_delivery_count = 10
}

resource "azurerm_servicebus_subscription_rule" "germany" {
  name            = "country"
  subscription_id = azurerm_servicebus_subscription.germany.id
  filter_type     = "SqlFilter"
  sql_filter      = "country = 'DE'"
}

output "namespace_id" {
  description = "ID to give roles on."
  value       = azurerm_servicebus_namespace.shop.id
}
