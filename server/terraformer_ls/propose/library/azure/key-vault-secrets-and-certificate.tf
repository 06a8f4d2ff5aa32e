# A secret, a generated password and a self-signed certificate in an existing key vault.
# words: store secrets and a certificate in azure key vault | key vault secret with expiry | a generated database password and an API key as secrets with expiry dates, and a certificate that the vault renews a month before it ends

terraform {
  required_version = ">= 1.6"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

provider "azurerm" {
  features {}
}

variable "key_vault_id" {
  type        = string
  description = "Key vault that keeps everything."
}

variable "partner_api_key" {
  type        = string
  description = "Key of the partner's API."
  sensitive   = true
}

resource "random_password" "database" {
  length = 32
}

resource "azurerm_key_vault_secret" "database" {
  name            = "orders-database-password"
  key_vault_id    = var.key_vault_id
  value           = random_password.database.result
  content_type    = "password"
  expiration_date = "2027-06-30T00:00:00Z"
}

resource "azurerm_key_vault_secret" "partner" {
  name            = "partner-api-key"
  key_vault_id    = var.key_vault_id
  value           = var.partner_api_key
  content_type    = "api-key"
  expiration_date = "2027-06-30T00:00:00Z"
}

resource "azurerm_key_vault_certificate" "internal" {
  name         = "internal-acme-io"
  key_vault_id = var.key_vault_id

  certificate_policy {
    issuer_parameters {
      name = "Self"
    }

    key_properties {
      exportable = true
      key_type   = "RSA"
      key_size   = 2048
      reuse_key  = false
    }

    secret_properties {
      content_type = "application/x-pkcs12"
    }

    lifetime_action {
      action {
        action_type = "AutoRenew"
      }

      trigger {
        days_before_expiry = 30
      }
    }

    x509_certificate_properties {
      subject            = "CN=internal.acme.io"
      validity_in_months = 12
      key_usage          = ["digitalSignature", "keyEncipherment"]

      subject_alternative_names {
        dns_names = ["internal.acme.io", "ledger.internal.acme.io"]
      }
    }
  }
}

output "certificate_secret_id" {
  description = "Secret for gateways."
  value       = azurerm_key_vault_certificate.internal.versionless_secret_id
}
