variable "versioning" {
  type    = map(bool)
  default = { reports = true, cache = false }
}

resource "azurerm_storage_account" "forever" { # denied
  for_each                 = var.versioning
  name                     = "forever${each.key}"
  resource_group_name      = "shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"

  blob_properties {
    versioning_enabled = each.value
  }
}

resource "azurerm_storage_account" "managed" {
  count                    = 2
  name                     = "managed${count.index}"
  resource_group_name      = "shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"

  blob_properties {
    versioning_enabled = true
  }
}

resource "azurerm_storage_management_policy" "managed" {
  count              = 2
  storage_account_id = azurerm_storage_account.managed[count.index].id

  rule {
    name    = "versions"
    enabled = true

    filters {
      blob_types = ["blockBlob"]
    }

    actions {
      version {
        delete_after_days_since_creation = 30
      }
    }
  }
}

resource "azurerm_storage_account" "unsaid" {
  name                     = "unsaid"
  resource_group_name      = "shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"

  blob_properties {}
}
