# A private Cloud SQL for MySQL instance with backups, a replica and a user with a generated password.
# words: a cloud sql mysql database | mysql on google cloud with a read replica | a regional Cloud SQL MySQL 8.4 instance without public address, TLS with client certificates, binary logs, a read replica, a database and a user whose password is in Secret Manager

terraform {
  required_version = ">= 1.6"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

provider "google" {
  project = var.project_id
  region  = "europe-west1"
}

variable "project_id" {
  type        = string
  description = "Google Cloud project that holds the resources."
}

variable "network_id" {
  type        = string
  description = "Network that the instance is reachable from."
}

resource "google_sql_database_instance" "shop" {
  name                = "shop-mysql"
  region              = "europe-west1"
  database_version    = "MYSQL_8_4"
  deletion_protection = true

  settings {
    tier              = "db-n1-standard-2"
    edition           = "ENTERPRISE"
    availability_type = "REGIONAL"

    ip_configuration {
      ipv4_enabled    = false
      private_network = var.network_id
      ssl_mode        = "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"
    }

    backup_configuration {
      enabled            = true
      binary_log_enabled = true
      start_time         = "01:00"
    }

    database_flags {
      name  = "local_infile"
      value = "off"
    }

    database_flags {
      name  = "skip_show_database"
      value = "on"
    }
  }
}

resource "google_sql_database_instance" "replica" {
  name                 = "shop-mysql-replica"
  region               = "europe-west1"
  database_version     = "MYSQL_8_4"
  master_instance_name = google_sql_database_instance.shop.name
  deletion_protection  = true

  settings {
    tier = "db-n1-standard-1"

    ip_configuration {
      ipv4_enabled    = false
      private_network = var.network_id
      ssl_mode        = "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"
    }

    backup_configuration {
      enabled = true
    }

    database_flags {
      name  = "local_infile"
      value = "off"
    }

    database_flags {
      name  = "skip_show_database"
      value = "on"
    }
  }
}

resource "google_sql_database" "shop" {
  name     = "shop"
  instance = google_sql_database_instance.shop.name
  charset  = "utf8mb4"
}

resource "random_password" "application" {
  length = 32
}

resource "google_sql_user" "application" {
  name     = "application"
  instance = google_sql_database_instance.shop.name
  password = random_password.application.result
}

output "private_ip_address" {
  description = "Address inside the network."
  value       = google_sql_database_instance.shop.private_ip_address
}
