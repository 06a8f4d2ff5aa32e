variable "roles" {
  type    = list(string)
  default = ["roles/viewer", "roles/logging.viewer"]
}

resource "google_project_iam_binding" "viewers" {
  project = "shop"
  role    = var.roles[0]
  members = ["group:support@example.com"]
}

resource "google_project_iam_member" "auditor" { # denied
  for_each = toset(var.roles)
  project  = "shop"
  role     = each.value
  member   = "group:audit@example.com"
}

resource "google_project_iam_member" "elsewhere" {
  project = "another"
  role    = "roles/viewer"
  member  = "group:audit@example.com"
}

resource "google_project_iam_member" "at_night" {
  project = "shop"
  role    = "roles/viewer"
  member  = "group:audit@example.com"

  condition {
    title      = "at night"
    expression = "request.time.getHours(\"Europe/Berlin\") < 6"
  }
}

resource "google_service_account" "one" {
  account_id = "service-one"
}

resource "google_service_account" "two" {
  account_id = "service-two"
}

resource "google_service_account_iam_binding" "users" {
  service_account_id = google_service_account.one.name
  role               = "roles/iam.serviceAccountUser"
  members            = ["group:support@example.com"]
}

resource "google_service_account_iam_member" "one" { # denied
  service_account_id = google_service_account.one.name
  role               = "roles/iam.serviceAccountUser"
  member             = "group:audit@example.com"
}

resource "google_service_account_iam_member" "two" {
  service_account_id = google_service_account.two.name
  role               = "roles/iam.serviceAccountUser"
  member             = "group:audit@example.com"
}
