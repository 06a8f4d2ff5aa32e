# A private authority and a server certificate signed by it.
# words: a self signed tls certificate | private ca and server certificate with the tls provider | an ECDSA P-384 authority valid five years and a server certificate for two names signed by it, renewed a month before it ends

terraform {
  required_version = ">= 1.6"

  required_providers {
    tls = {
      source  = "hashicorp/tls"
      version = "~> 4.0"
    }
  }
}

variable "dns_names" {
  type        = list(string)
  description = "Names in the server's certificate."
  default     = ["ledger.internal.acme.io", "ledger"]
}

resource "tls_private_key" "authority" {
  algorithm   = "ECDSA"
  ecdsa_curve = "P384"
}

resource "tls_self_signed_cert" "authority" {
  private_key_pem       = tls_private_key.authority.private_key_pem
  is_ca_certificate     = true
  validity_period_hours = 43800
  allowed_uses          = ["cert_signing", "crl_signing"]

  subject {
    common_name  = "Acme internal authority"
    organization = "Acme"
  }
}

resource "tls_private_key" "server" {
  algorithm   = "ECDSA"
  ecdsa_curve = "P256"
}

resource "tls_cert_request" "server" {
  private_key_pem = tls_private_key.server.private_key_pem
  dns_names       = var.dns_names

  subject {
    common_name  = var.dns_names[0]
    organization = "Acme"
  }
}

resource "tls_locally_signed_cert" "server" {
  cert_request_pem      = tls_cert_request.server.cert_request_pem
  ca_private_key_pem    = tls_private_key.authority.private_key_pem
  ca_cert_pem           = tls_self_signed_cert.authority.cert_pem
  validity_period_hours = 8760
  early_renewal_hours   = 720
  allowed_uses          = ["digital_signature", "key_encipherment", "server_auth"]
}

output "authority_certificate" {
  description = "Certificate that clients trust."
  value       = tls_self_signed_cert.authority.cert_pem
}

output "server_certificate" {
  description = "Certificate of the server."
  value       = tls_locally_signed_cert.server.cert_pem
}

output "server_key" {
  description = "Private key of the server."
  value       = tls_private_key.server.private_key_pem
  sensitive   = true
}
