variable "subscription" {
  type    = string
  default = "11111111-2222-3333-4444-555555555555"
}

locals {
  roles = {
    pipeline = "User Access Administrator"
    auditor  = "Reader"
  }
}

resource "azurerm_role_assignment" "of_subscription" { # denied
  for_each             = local.roles
  scope                = "/subscriptions/${var.subscription}"
  role_definition_name = each.value
  principal_id         = each.key
}

resource "azurerm_role_assignment" "by_identifier" { # denied
  scope              = "/providers/Microsoft.Management/managementGroups/root"
  role_definition_id = "/providers/Microsoft.Authorization/roleDefinitions/8E3AF657-a8ff-443c-a75c-2fe8c4bcb635"
  principal_id       = "somebody"
}

resource "azurerm_role_assignment" "reader" {
  scope                = "/subscriptions/${var.subscription}"
  role_definition_name = "Reader"
  principal_id         = "somebody"
}

resource "azurerm_role_assignment" "of_group" {
  scope                = "/subscriptions/${var.subscription}/resourceGroups/shop"
  role_definition_name = "Owner"
  principal_id         = "somebody"
}

resource "azurerm_role_assignment" "with_condition" {
  scope                = "/subscriptions/${var.subscription}"
  role_definition_name = "User Access Administrator"
  principal_id         = "somebody"
  condition_version    = "2.0"
  condition            = "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7}))"
}

resource "azurerm_resource_group" "shop" {
  name     = "shop"
  location = "westeurope"
}

resource "azurerm_role_assignment" "of_new_group" {
  scope                = azurerm_resource_group.shop.id
  role_definition_name = "Owner"
  principal_id         = "somebody"
}
