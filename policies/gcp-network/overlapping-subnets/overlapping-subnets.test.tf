variable "range" {
  type    = string
  default = "10.0.0.0/8"
}

resource "google_compute_network" "main" {
  name                    = "main"
  auto_create_subnetworks = false
}

resource "google_compute_network" "other" {
  name                    = "other"
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "by_region" { # denied
  count         = 2
  name          = "by-region-${count.index}"
  region        = "europe-west${count.index + 1}"
  network       = google_compute_network.main.id
  ip_cidr_range = cidrsubnet(var.range, 12, 512 + count.index)

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = cidrsubnet(var.range, 8, 4)
  }
}

resource "google_compute_subnetwork" "apart" {
  name          = "apart"
  region        = "europe-west1"
  network       = google_compute_network.main.id
  ip_cidr_range = cidrsubnet(var.range, 8, 9)

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = cidrsubnet(var.range, 8, 10)
  }
}

resource "google_compute_subnetwork" "of_other" {
  name          = "of-other"
  region        = "europe-west1"
  network       = google_compute_network.other.id
  ip_cidr_range = cidrsubnet(var.range, 8, 9)
}

resource "google_compute_subnetwork" "by_name" { # denied
  count         = 2
  name          = "by-name-${count.index}"
  region        = "europe-west1"
  network       = "shared"
  ip_cidr_range = "10.64.0.0/16"
}

variable "asked_for_cidr" {
  type = string
}

resource "google_compute_subnetwork" "not_given_yet" {
  name          = "not-given-yet"
  region        = "europe-west1"
  network       = google_compute_network.other.id
  ip_cidr_range = var.asked_for_cidr

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = cidrsubnet(var.asked_for_cidr, 4, 2)
  }
}

resource "google_compute_subnetwork" "other_project" {
  name          = "other-project"
  region        = "europe-west1"
  project       = "another"
  network       = "shared"
  ip_cidr_range = "10.64.0.0/16"
}
