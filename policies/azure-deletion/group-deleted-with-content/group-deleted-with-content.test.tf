provider "azurerm" {
  features {
    resource_group {
      prevent_deletion_if_contains_resources = true
    }
  }
}

provider "azurerm" {
  alias = "sandbox"
  features {
    resource_group {
      prevent_deletion_if_contains_resources = false
    }
  }
}

resource "azurerm_resource_group" "careful" {
  name     = "careful"
  location = "westeurope"
}

resource "azurerm_resource_group" "careless" { # denied
  count    = 2
  provider = azurerm.sandbox
  name     = "careless-${count.index}"
  location = "westeurope"
}
