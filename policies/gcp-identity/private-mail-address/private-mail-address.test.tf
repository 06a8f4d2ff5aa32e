locals {
  friend = "Friend@GMail.com"
}

resource "google_storage_bucket_iam_binding" "readers" { # denied
  bucket  = "reports"
  role    = "roles/storage.objectViewer"
  members = ["group:staff@example.com", "user:${local.friend}"]
}

resource "google_project_iam_member" "staff" {
  project = "shop"
  role    = "roles/viewer"
  member  = "user:gmail.com@example.com"
}

resource "google_service_account" "main" {
  account_id = "main-service"
}

resource "google_project_iam_member" "service" {
  project = "shop"
  role    = "roles/viewer"
  member  = "serviceAccount:${google_service_account.main.email}"
}

resource "google_project_iam_binding" "mixed" {
  project = "shop"
  role    = "roles/viewer"
  members = ["domain:example.com", "serviceAccount:${google_service_account.main.email}"]
}
