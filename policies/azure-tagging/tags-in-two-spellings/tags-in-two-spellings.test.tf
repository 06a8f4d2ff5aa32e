locals {
  tags = { environment = "test", owner = "shop" }
}

resource "azurerm_resource_group" "usual" {
  for_each = toset(["one", "two"])
  name     = each.key
  location = "westeurope"
  tags     = local.tags
}

resource "azurerm_resource_group" "odd" { # denied
  name     = "odd"
  location = "westeurope"
  tags     = merge({ Environment = "test" }, { owner = "data" })
}

resource "azurerm_resource_group" "untagged" {
  name     = "untagged"
  location = "westeurope"
}

resource "azurerm_resource_group" "other_tags" {
  name     = "other-tags"
  location = "westeurope"
  tags     = { Project = "shop", environment_of = "nothing" }
}
