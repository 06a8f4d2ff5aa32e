# A search service with three replicas, without keys or public access.
# words: an azure ai search service | azure cognitive search with private endpoint | a Standard search service with three replicas, Entra ID login only, semantic ranking, a private endpoint and reader rights for one application

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

variable "application_principal_id" {
  type        = string
  description = "Application that searches."
}

resource "azurerm_resource_group" "search" {
  name     = "rg-search"
  location = "westeurope"
}

resource "azurerm_search_service" "catalog" {
  name                                     = "srch-acme-catalog"
  resource_group_name                      = azurerm_resource_group.search.name
  location                                 = azurerm_resource_group.search.location
  sku                                      = "standard"
  replica_count                            = 3
  partition_count                          = 1
  semantic_search_sku                      = "standard"
  local_authentication_enabled             = false
  public_network_access_enabled            = false
  customer_managed_key_enforcement_enabled = false

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_private_endpoint" "search" {
  name                = "pe-search"
  resource_group_name = azurerm_resource_group.search.name
  location            = azurerm_resource_group.search.location
  subnet_id           = var.subnet_id

  private_service_connection {
    name                           = "search"
    private_connection_resource_id = azurerm_search_service.catalog.id
    subresource_names              = ["searchService"]
    is_manual_connection           = false
  }
}

resource "azurerm_role_assignment" "reader" {
  scope                = azurerm_search_service.catalog.id
  role_definition_name = "Search Index Data Reader"
  principal_id         = var.application_principal_id
}

output "endpoint" {
  description = "Address of the service."
  value       = "https://${azurerm_search_service.catalog.name}.search.windows.net"
}
