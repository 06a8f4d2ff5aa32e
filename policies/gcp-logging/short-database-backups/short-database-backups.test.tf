variable "backups" {
  type    = map(number)
  default = { test = 3, production = 30 }
}

variable "asked_for" {
  type = number
}

resource "google_sql_database_instance" "by_environment" { # denied
  for_each         = var.backups
  name             = each.key
  database_version = "POSTGRES_16"

  settings {
    tier = "db-custom-2-7680"

    backup_configuration {
      enabled = true

      backup_retention_settings {
        retained_backups = each.value
      }
    }
  }
}

resource "google_sql_database_instance" "not_given_yet" {
  name             = "not-given-yet"
  database_version = "POSTGRES_16"

  settings {
    tier = "db-custom-2-7680"

    backup_configuration {
      enabled = true

      backup_retention_settings {
        retained_backups = var.asked_for
      }
    }
  }
}

resource "google_sql_database_instance" "unsaid" {
  name             = "unsaid"
  database_version = "POSTGRES_16"

  settings {
    tier = "db-custom-2-7680"

    backup_configuration {
      enabled = true
    }
  }
}

resource "google_sql_database_instance" "replica" {
  name                 = "replica"
  database_version     = "MYSQL_8_0"
  master_instance_name = google_sql_database_instance.unsaid.name

  settings {
    tier = "db-custom-2-7680"

    backup_configuration {
      enabled = true

      backup_retention_settings {
        retained_backups = 1
      }
    }
  }
}

resource "google_alloydb_cluster" "short" { # denied
  cluster_id = "short"
  location   = "europe-west1"

  automated_backup_policy {
    quantity_based_retention {
      count = var.backups.test
    }
  }
}

resource "google_alloydb_cluster" "long" {
  cluster_id = "long"
  location   = "europe-west1"

  automated_backup_policy {
    quantity_based_retention {
      count = var.backups.production
    }
  }
}
