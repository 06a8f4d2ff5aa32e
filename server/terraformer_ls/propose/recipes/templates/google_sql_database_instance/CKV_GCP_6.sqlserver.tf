# where database_version is SQLSERVER_.*
resource "google_sql_database_instance" "this" {
  settings {
    ip_configuration {
      ssl_mode = "ENCRYPTED_ONLY"
    }
  }
}
