variable "days" {
  type    = number
  default = 2
}

resource "azurerm_storage_account" "containers" { # denied
  name                     = "containers"
  resource_group_name      = "shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"

  blob_properties {
    delete_retention_policy {
      days = 30
    }
    container_delete_retention_policy {
      days = var.days
    }
  }
}

resource "azurerm_storage_account" "shares" { # denied
  name                     = "shares"
  resource_group_name      = "shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"

  share_properties {
    retention_policy {
      days = 6
    }
  }
}

resource "azurerm_storage_account" "week" {
  name                     = "week"
  resource_group_name      = "shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"

  blob_properties {
    delete_retention_policy {}
    container_delete_retention_policy {
      days = var.days + 5
    }
  }
}

resource "azurerm_storage_account" "unsaid" {
  name                     = "unsaid"
  resource_group_name      = "shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}
