# An Azure OpenAI account without keys or public access, with one deployed model.
# words: an azure openai deployment | azure openai service with private endpoint | an Azure OpenAI account with Entra ID login only, a private endpoint, a GPT-4o mini deployment with 50 thousand tokens a minute and a user role for one application

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
  description = "Application that calls the model."
}

variable "key_vault_id" {
  type        = string
  description = "Premium key vault for the encryption key."
}

resource "azurerm_resource_group" "ai" {
  name     = "rg-ai"
  location = "swedencentral"
}

resource "azurerm_user_assigned_identity" "ai" {
  name                = "id-openai"
  resource_group_name = azurerm_resource_group.ai.name
  location            = azurerm_resource_group.ai.location
}

resource "azurerm_key_vault_key" "ai" {
  name            = "openai"
  key_vault_id    = var.key_vault_id
  key_type        = "RSA-HSM"
  key_size        = 2048
  key_opts        = ["wrapKey", "unwrapKey"]
  expiration_date = "2028-12-31T00:00:00Z"
}

resource "azurerm_cognitive_account" "openai" {
  name                               = "oai-acme"
  resource_group_name                = azurerm_resource_group.ai.name
  location                           = azurerm_resource_group.ai.location
  kind                               = "OpenAI"
  sku_name                           = "S0"
  custom_subdomain_name              = "oai-acme"
  local_auth_enabled                 = false
  public_network_access_enabled      = false
  outbound_network_access_restricted = true

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.ai.id]
  }

  fqdns = ["oai-acme.openai.azure.com"]

  network_acls {
    default_action = "Deny"
  }
}

resource "azurerm_cognitive_account_customer_managed_key" "openai" {
  cognitive_account_id = azurerm_cognitive_account.openai.id
  key_vault_key_id     = azurerm_key_vault_key.ai.id
  identity_client_id   = azurerm_user_assigned_identity.ai.client_id
}

resource "azurerm_cognitive_deployment" "chat" {
  name                 = "chat"
  cognitive_account_id = azurerm_cognitive_account.openai.id

  model {
    format  = "OpenAI"
    name    = "gpt-4o-mini"
    version = "2024-07-18"
  }

  sku {
    name     = "Standard"
    capacity = 50
  }
}

resource "azurerm_private_endpoint" "openai" {
  name                = "pe-openai"
  resource_group_name = azurerm_resource_group.ai.name
  location            = azurerm_resource_group.ai.location
  subnet_id           = var.subnet_id

  private_service_connection {
    name                           = "openai"
    private_connection_resource_id = azurerm_cognitive_account.openai.id
    subresource_names              = ["account"]
    is_manual_connection           = false
  }
}

resource "azurerm_role_assignment" "application" {
  scope                = azurerm_cognitive_account.openai.id
  role_definition_name = "Cognitive Services OpenAI User"
  principal_id         = var.application_principal_id
}

output "endpoint" {
  description = "Address of the account."
  value       = azurerm_cognitive_account.openai.endpoint
}
