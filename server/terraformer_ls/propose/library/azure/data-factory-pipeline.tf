# A data factory that copies files from a storage account every night.
# words: an azure data factory with a pipeline | copy files with data factory on a schedule | a data factory in a managed network without public access, linked to a storage account by identity, a pipeline with a copy activity and a nightly trigger

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

variable "storage_account" {
  type        = object({ id = string, blob_endpoint = string })
  description = "Storage account with the files."
}

variable "key_vault_id" {
  type        = string
  description = "Key vault with the pipelines' secrets."
}

resource "azurerm_resource_group" "data" {
  name     = "rg-data"
  location = "westeurope"
}

resource "azurerm_data_factory" "main" {
  name                            = "adf-acme-main"
  resource_group_name             = azurerm_resource_group.data.name
  location                        = azurerm_resource_group.data.location
  public_network_enabled          = false
  managed_virtual_network_enabled = true

  identity {
    type = "SystemAssigned"
  }

  github_configuration {
    account_name    = "acme"
    repository_name = "data-factory"
    branch_name     = "main"
    git_url         = "https://github.com"
    root_folder     = "/"
  }
}

resource "azurerm_role_assignment" "storage" {
  scope                = var.storage_account.id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = azurerm_data_factory.main.identity[0].principal_id
}

resource "azurerm_data_factory_linked_service_key_vault" "secrets" {
  name            = "secrets"
  data_factory_id = azurerm_data_factory.main.id
  key_vault_id    = var.key_vault_id
}

resource "azurerm_data_factory_linked_service_azure_blob_storage" "files" {
  name                 = "files"
  data_factory_id      = azurerm_data_factory.main.id
  service_endpoint     = var.storage_account.blob_endpoint
  use_managed_identity = true
}

resource "azurerm_data_factory_dataset_binary" "files" {
  for_each            = { incoming = "incoming", archive = "archive" }
  name                = each.key
  data_factory_id     = azurerm_data_factory.main.id
  linked_service_name = azurerm_data_factory_linked_service_azure_blob_storage.files.name

  azure_blob_storage_location {
    container = each.value
  }
}

resource "azurerm_data_factory_pipeline" "archive" {
  name            = "archive-files"
  data_factory_id = azurerm_data_factory.main.id

  activities_json = jsonencode([{
    name    = "Copy"
    type    = "Copy"
    inputs  = [{ referenceName = azurerm_data_factory_dataset_binary.files["incoming"].name, type = "DatasetReference" }]
    outputs = [{ referenceName = azurerm_data_factory_dataset_binary.files["archive"].name, type = "DatasetReference" }]
    typeProperties = {
      source = { type = "BinarySource" }
      sink   = { type = "BinarySink" }
    }
  }])
}

resource "azurerm_data_factory_trigger_schedule" "nightly" {
  name            = "nightly"
  data_factory_id = azurerm_data_factory.main.id
  pipeline_name   = azurerm_data_factory_pipeline.archive.name
  frequency       = "Day"
  interval        = 1

  schedule {
    hours   = [2]
    minutes = [30]
  }
}

output "data_factory_id" {
  description = "ID of the factory."
  value       = azurerm_data_factory.main.id
}
