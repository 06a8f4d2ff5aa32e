# where database_version is (MYSQL|POSTGRES)_.*
resource "google_sql_database_instance" "this" {
  settings {
    ip_configuration {
      ssl_mode = "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"
    }
  }
}
