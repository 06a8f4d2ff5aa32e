resource "google_compute_network" "main" {
  name                    = "main"
  auto_create_subnetworks = false
}

# fixable: CKV_GCP_26 CKV_GCP_74
resource "google_compute_subnetwork" "front" {
  name          = "front"
  network       = google_compute_network.main.id
  region        = "europe-west1"
  ip_cidr_range = "10.0.1.0/24"
}

resource "google_service_account" "web" {
  account_id = "web-server"
}

# fixable: CKV_GCP_32 CKV_GCP_39 CKV_GCP_40
resource "google_compute_instance" "web" {
  name         = "web"
  machine_type = "e2-small"
  zone         = "europe-west1-b"

  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12"
    }
  }

  network_interface {
    subnetwork = google_compute_subnetwork.front.id
    access_config {}
  }

  metadata = {
    team = "web"
  }
}

# fixable: CKV_GCP_106 CKV_GCP_2 CKV_GCP_3 CKV_GCP_88
resource "google_compute_firewall" "ssh" {
  name          = "ssh"
  network       = google_compute_network.main.name
  source_ranges = ["0.0.0.0/0"]

  allow {
    protocol = "tcp"
    ports    = ["22", "80", "3389", "3306"]
  }
}

# fixable: CKV_GCP_27
resource "google_project" "sandbox" {
  name       = "sandbox"
  project_id = "sandbox-0123"
}

# fixable: CKV_GCP_16
resource "google_dns_managed_zone" "public" {
  name     = "public"
  dns_name = "example.com."
}
