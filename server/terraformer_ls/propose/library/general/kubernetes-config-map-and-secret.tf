# A config map and a secret for an application, the secret from sensitive variables.
# words: a kubernetes config map and secret | application settings and credentials in kubernetes | a config map with settings and a properties file, and an immutable secret with a database login from sensitive variables

terraform {
  required_version = ">= 1.6"

  required_providers {
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = "~> 2.30"
    }
  }
}

provider "kubernetes" {
  config_path = "~/.kube/config"
}

variable "namespace" {
  type        = string
  description = "Namespace of the application."
  default     = "billing"
}

variable "database" {
  type        = object({ host = string, username = string, password = string })
  description = "Login of the database."
  sensitive   = true
}

resource "kubernetes_config_map_v1" "billing" {
  metadata {
    name      = "billing"
    namespace = var.namespace
    labels    = { app = "billing" }
  }

  data = {
    LOG_LEVEL = "info"
    CURRENCY  = "EUR"

    "billing.properties" = <<-PROPERTIES
invoice.prefix=INV
invoice.due-days=14
PROPERTIES
  }
}

resource "kubernetes_secret_v1" "database" {
  metadata {
    name      = "billing-database"
    namespace = var.namespace
  }

  type      = "Opaque"
  immutable = true

  data = {
    DB_HOST     = var.database.host
    DB_USER     = var.database.username
    DB_PASSWORD = var.database.password
  }
}

output "config_map_name" {
  description = "Name of the config map."
  value       = kubernetes_config_map_v1.billing.metadata[0].name
}

output "secret_name" {
  description = "Name of the secret."
  value       = kubernetes_secret_v1.database.metadata[0].name
}
