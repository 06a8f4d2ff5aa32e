# A key vault with RBAC, purge protection, a closed firewall and a private endpoint.
# words: an azure key vault | azure key vault with purge protection and private endpoint | a premium key vault with RBAC authorisation, purge protection, 90 days of soft delete, no public network access and a private endpoint

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

variable "administrator_object_id" {
  type        = string
  description = "Group that administers the vault."
}

data "azurerm_client_config" "current" {}
resource "azurerm_resource_group" "secrets" {
  name     = "rg-secrets"
  location = "westeurope"
}

resource "azurerm_key_vault" "main" {
  name                          = "kv-acme-main"
  resource_group_name           = azurerm_resource_group.secrets.name
  location                      = azurerm_resource_group.secrets.location
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "premium"
  rbac_authorization_enabled    = true
  purge_protection_enabled      = true
  soft_delete_retention_days    = 90
  public_network_access_enabled = false

  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}

resource "azurerm_role_assignment" "administrators" {
  scope                = azurerm_key_vault.main.id
  role_definition_name = "Key Vault Administrator"
  principal_id         = var.administrator_object_id
}

resource "azurerm_private_endpoint" "vault" {
  name                = "pe-key-vault"
  resource_group_name = azurerm_resource_group.secrets.name
  location            = azurerm_resource_group.secrets.location
  subnet_id           = var.subnet_id

  private_service_connection {
    name                           = "key-vault"
    private_connection_resource_id = azurerm_key_vault.main.id
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }
}

output "vault_uri" {
  description = "Address of the vault."
  value       = azurerm_key_vault.main.vault_uri
}
