# where database_version is POSTGRES_.*
resource "google_sql_database_instance" "this" {
  settings {
    database_flags {
      name  = "log_statement"
      value = "ddl"
    }
  }
}
