variable "exempted" {
  type    = map(list(string))
  default = { DATA_READ = ["user:ann@example.com"], DATA_WRITE = [] }
}

resource "google_project_iam_audit_config" "from_variable" { # denied
  project = "shop"
  service = "storage.googleapis.com"

  dynamic "audit_log_config" {
    for_each = var.exempted
    content {
      log_type         = audit_log_config.key
      exempted_members = audit_log_config.value
    }
  }
}

resource "google_project_iam_audit_config" "nobody" {
  project = "shop"
  service = "allServices"

  audit_log_config {
    log_type         = "DATA_WRITE"
    exempted_members = var.exempted["DATA_WRITE"]
  }

  audit_log_config {
    log_type = "ADMIN_READ"
  }
}
