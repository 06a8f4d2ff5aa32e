# where database_version is MYSQL_.*
resource "google_sql_database_instance" "this" {
  settings {
    backup_configuration {
      enabled            = true
      binary_log_enabled = true
    }
  }
}
