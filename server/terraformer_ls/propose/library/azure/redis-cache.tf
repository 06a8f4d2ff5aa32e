# A Redis cache with TLS only, no public access and weekly maintenance at night.
# words: an azure redis cache | azure cache for redis with private endpoint | a Premium Azure Cache for Redis without public access, TLS 1.2, Entra ID login, persistence off, patches on Sunday night and a private endpoint

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

variable "subnet_id" {
  type        = string
  description = "Subnet of the private endpoint."
}

resource "azurerm_resource_group" "sessions" {
  name     = "rg-sessions"
  location = "westeurope"
}

resource "azurerm_redis_cache" "sessions" {
  name                          = "redis-acme-sessions"
  resource_group_name           = azurerm_resource_group.sessions.name
  location                      = azurerm_resource_group.sessions.location
  sku_name                      = "Premium"
  family                        = "P"
  capacity                      = 1
  non_ssl_port_enabled          = false
  minimum_tls_version           = "1.2"
  public_network_access_enabled = false

  redis_configuration {
    active_directory_authentication_enabled = true
    maxmemory_policy                        = "volatile-lru"
  }

  patch_schedule {
    day_of_week    = "Sunday"
    start_hour_utc = 2
  }

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_private_endpoint" "sessions" {
  name                = "pe-sessions-redis"
  resource_group_name = azurerm_resource_group.sessions.name
  location            = azurerm_resource_group.sessions.location
  subnet_id           = var.subnet_id

  private_service_connection {
    name                           = "sessions-redis"
    private_connection_resource_id = azurerm_redis_cache.sessions.id
    subresource_names              = ["redisCache"]
    is_manual_connection           = false
  }
}

output "hostname" {
  description = "Host name of the cache."
  value       = azurerm_redis_cache.sessions.hostname
}
