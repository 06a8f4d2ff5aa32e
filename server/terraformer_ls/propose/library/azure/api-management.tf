# An API Management service inside a network with one API, a product and a rate limit.
# words: an azure api management service with an api | apim with rate limit policy | a Premium API Management inside a virtual network over zones, with an API imported from OpenAPI, a product that needs approval and a limit of 100 calls a minute

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
  description = "Subnet of the service."
}

variable "public_ip_id" {
  type        = string
  description = "Public address of the management endpoint."
}

variable "openapi_url" {
  type        = string
  description = "Description of the API."
  default     = "https://orders.internal.acme.io/openapi.json"
}

resource "azurerm_resource_group" "api" {
  name     = "rg-api"
  location = "westeurope"
}

resource "azurerm_api_management" "main" {
  name                          = "apim-acme"
  resource_group_name           = azurerm_resource_group.api.name
  location                      = azurerm_resource_group.api.location
  publisher_name                = "Acme"
  publisher_email               = "api@acme.io"
  sku_name                      = "Premium_2"
  zones                         = ["1", "2"]
  virtual_network_type          = "Internal"
  public_ip_address_id          = var.public_ip_id
  public_network_access_enabled = false

  virtual_network_configuration {
    subnet_id = var.subnet_id
  }

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_api_management_api" "orders" {
  name                  = "orders"
  resource_group_name   = azurerm_resource_group.api.name
  api_management_name   = azurerm_api_management.main.name
  display_name          = "Orders"
  path                  = "orders"
  revision              = "1"
  protocols             = ["https"]
  subscription_required = true

  import {
    content_format = "openapi+json-link"
    content_value  = var.openapi_url
  }
}

resource "azurerm_api_management_api_policy" "orders" {
  api_name            = azurerm_api_management_api.orders.name
  resource_group_name = azurerm_resource_group.api.name
  api_management_name = azurerm_api_management.main.name

  xml_content = <<-XML
<policies>
<inbound>
<base />
<rate-limit calls="100" renewal-period="60" />
</inbound>
</policies>
XML
}

resource "azurerm_api_management_product" "partners" {
  product_id            = "partners"
  resource_group_name   = azurerm_resource_group.api.name
  api_management_name   = azurerm_api_management.main.name
  display_name          = "Partners"
  published             = true
  subscription_required = true
  approval_required     = true
  subscriptions_limit   = 5
}

resource "azurerm_api_management_product_api" "orders" {
  product_id          = azurerm_api_management_product.partners.product_id
  api_name            = azurerm_api_management_api.orders.name
  resource_group_name = azurerm_resource_group.api.name
  api_management_name = azurerm_api_management.main.name
}

output "gateway_url" {
  description = "Address of the gateway."
  value       = azurerm_api_management.main.gateway_url
}
