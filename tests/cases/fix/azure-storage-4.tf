terraform {
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

# fixable: CKV2_AZURE_38 CKV2_AZURE_40 CKV2_AZURE_41 CKV2_AZURE_47 CKV_AZURE_190 CKV_AZURE_206 CKV_AZURE_33 CKV_AZURE_44 CKV_AZURE_59
resource "azurerm_storage_account" "reports" {
  name                     = "examplereports"
  resource_group_name      = "main"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}
