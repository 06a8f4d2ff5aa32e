# An Entra ID application with a role, a service principal, a group and a secret that ends after half a year.
# words: an azure ad application and service principal | entra id app registration with a secret | an Entra ID web application with an editor role, its service principal that requires assignment, a group of editors, the assignment and a client secret of 180 days

terraform {
  required_version = ">= 1.6"

  required_providers {
    azuread = {
      source  = "hashicorp/azuread"
      version = "~> 3.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

provider "azuread" {}
variable "redirect_uri" {
  type        = string
  description = "Address after the login."
  default     = "https://portal.acme.io/signin"
}

data "azuread_client_config" "current" {}
resource "random_uuid" "editor_role" {}
resource "azuread_application" "portal" {
  display_name     = "Portal"
  owners           = [data.azuread_client_config.current.object_id]
  sign_in_audience = "AzureADMyOrg"

  web {
    redirect_uris = [var.redirect_uri]

    implicit_grant {
      access_token_issuance_enabled = false
      id_token_issuance_enabled     = false
    }
  }

  app_role {
    id                   = random_uuid.editor_role.result
    display_name         = "Editor"
    description          = "May edit articles"
    value                = "editor"
    allowed_member_types = ["User"]
    enabled              = true
  }
}

resource "azuread_service_principal" "portal" {
  client_id                    = azuread_application.portal.client_id
  owners                       = [data.azuread_client_config.current.object_id]
  app_role_assignment_required = true
}

resource "azuread_group" "editors" {
  display_name     = "Portal editors"
  security_enabled = true
}

resource "azuread_app_role_assignment" "editors" {
  app_role_id         = random_uuid.editor_role.result
  principal_object_id = azuread_group.editors.object_id
  resource_object_id  = azuread_service_principal.portal.object_id
}

resource "azuread_application_password" "portal" {
  application_id    = azuread_application.portal.id
  display_name      = "web"
  end_date_relative = "4320h"
}

output "client_id" {
  description = "Client ID of the application."
  value       = azuread_application.portal.client_id
}

output "client_secret" {
  description = "Client secret of the application."
  value       = azuread_application_password.portal.value
  sensitive   = true
}
