# DNS routing between web apps in two regions by priority, with health checks.
# words: an azure traffic manager profile | dns failover between two azure regions | a Traffic Manager profile with priority routing over HTTPS health checks, a primary web app in West Europe and a standby in North Europe

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

variable "endpoints" {
  type        = map(object({ id = string, priority = number }))
  description = "Web apps with their priority, by region."
}

resource "azurerm_resource_group" "routing" {
  name     = "rg-routing"
  location = "westeurope"
}

resource "azurerm_traffic_manager_profile" "shop" {
  name                   = "tm-shop"
  resource_group_name    = azurerm_resource_group.routing.name
  traffic_routing_method = "Priority"

  dns_config {
    relative_name = "acme-shop"
    ttl           = 30
  }

  monitor_config {
    protocol                     = "HTTPS"
    port                         = 443
    path                         = "/healthz"
    interval_in_seconds          = 10
    timeout_in_seconds           = 5
    tolerated_number_of_failures = 2
    expected_status_code_ranges  = ["200-204"]
  }

  tags = { team = "shop" }
}

resource "azurerm_traffic_manager_azure_endpoint" "region" {
  for_each           = var.endpoints
  name               = each.key
  profile_id         = azurerm_traffic_manager_profile.shop.id
  target_resource_id = each.value.id
  priority           = each.value.priority
  weight             = 100
}

output "fqdn" {
  description = "Name to point a CNAME at."
  value       = azurerm_traffic_manager_profile.shop.fqdn
}
