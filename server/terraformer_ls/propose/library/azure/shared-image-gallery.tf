# A compute gallery with an image definition and a version replicated to two regions.
# words: an azure compute gallery with an image | shared image gallery | a compute gallery with a trusted-launch Ubuntu image definition and a version from a managed image, zone-redundant in two regions, readable by one team

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

variable "managed_image_id" {
  type        = string
  description = "Image that the version is made from."
}

variable "team_group_id" {
  type        = string
  description = "Group that uses the images."
}

resource "azurerm_resource_group" "images" {
  name     = "rg-images"
  location = "westeurope"
}

resource "azurerm_shared_image_gallery" "main" {
  name                = "gal_acme"
  resource_group_name = azurerm_resource_group.images.name
  location            = azurerm_resource_group.images.location
  description         = "Hardened images"
}

resource "azurerm_shared_image" "ubuntu" {
  name                     = "ubuntu-hardened"
  gallery_name             = azurerm_shared_image_gallery.main.name
  resource_group_name      = azurerm_resource_group.images.name
  location                 = azurerm_resource_group.images.location
  os_type                  = "Linux"
  hyper_v_generation       = "V2"
  trusted_launch_supported = true

  identifier {
    publisher = "Acme"
    offer     = "Ubuntu"
    sku       = "24-04-hardened"
  }
}

resource "azurerm_shared_image_version" "current" {
  name                = "1.0.0"
  gallery_name        = azurerm_shared_image_gallery.main.name
  image_name          = azurerm_shared_image.ubuntu.name
  resource_group_name = azurerm_resource_group.images.name
  location            = azurerm_resource_group.images.location
  managed_image_id    = var.managed_image_id

  dynamic "target_region" {
    for_each = toset(["westeurope", "northeurope"])

    content {
      name                   = target_region.value
      regional_replica_count = 2
      storage_account_type   = "Standard_ZRS"
    }
  }
}

resource "azurerm_role_assignment" "readers" {
  scope                = azurerm_shared_image_gallery.main.id
  role_definition_name = "Reader"
  principal_id         = var.team_group_id
}

output "image_version_id" {
  description = "Image for machines."
  value       = azurerm_shared_image_version.current.id
}
