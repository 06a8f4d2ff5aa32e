locals {
  environments = { preview = true, production = false }
}

resource "google_storage_bucket" "by_environment" { # denied
  for_each      = local.environments
  name          = each.key
  location      = "EU"
  force_destroy = each.value
}

resource "google_bigquery_dataset" "sales" { # denied
  dataset_id                 = "sales"
  delete_contents_on_destroy = anytrue(values(local.environments))
}

resource "google_alloydb_cluster" "main" { # denied
  cluster_id      = "main"
  location        = "europe-west1"
  deletion_policy = "FORCE"
}

resource "google_storage_bucket" "for_tests" {
  name          = "for-tests"
  location      = "EU"
  force_destroy = true
  labels        = { environment = "test" }
}

resource "google_storage_bucket" "unsaid" {
  name     = "unsaid"
  location = "EU"
}

resource "google_bigquery_dataset" "kept" {
  dataset_id                 = "kept"
  delete_contents_on_destroy = alltrue(values(local.environments))
}
