locals {
  scope    = "/subscriptions/11111111-2222-3333-4444-555555555555"
  services = ["Compute", "Authorization"]
}

resource "azurerm_role_definition" "by_service" { # denied
  name  = "By service"
  scope = local.scope

  permissions {
    actions = [for service in local.services : "Microsoft.${service}/*"]
  }
}

resource "azurerm_role_definition" "any_write" { # denied
  name  = "Any write"
  scope = local.scope

  permissions {
    actions     = ["*/read", "*/write"]
    not_actions = ["Microsoft.Authorization/roleDefinitions/*"]
  }
}

resource "azurerm_role_definition" "taken_away" {
  name  = "Taken away"
  scope = local.scope

  permissions {
    actions     = ["*/write"]
    not_actions = ["Microsoft.Authorization/*/write"]
  }
}

resource "azurerm_role_definition" "reader" {
  name  = "Reader of all"
  scope = local.scope

  permissions {
    actions      = ["*/read", "Microsoft.Authorization/locks/write"]
    data_actions = ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write"]
  }
}
