variable "region" {
  type    = string
  default = "europe_west1"
}

variable "asked_for" {
  type = string
}

resource "random_id" "suffix" {
  byte_length = 4
}

resource "google_service_account" "by_name" { # denied
  for_each   = toset(["api", "worker"])
  account_id = each.key
}

resource "google_compute_network" "underscore" { # denied
  name = "main-${var.region}"
}

resource "google_compute_network" "fine" {
  name = "main-${replace(var.region, "_", "-")}"
}

resource "google_compute_network" "unknown" {
  name = "_${random_id.suffix.hex}"
}

resource "google_compute_network" "not_given_yet" {
  name = "${var.asked_for}-"
}

resource "google_bigquery_dataset" "dash" { # denied
  dataset_id = "sales-${var.region}"
}

resource "google_bigquery_dataset" "fine" {
  dataset_id = "Sales_${var.region}"
}

resource "google_storage_bucket" "fine" {
  name     = "www.example.com_${var.region}"
  location = "EU"
}
