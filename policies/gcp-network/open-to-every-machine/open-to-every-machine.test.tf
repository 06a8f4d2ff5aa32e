variable "targets" {
  type    = list(string)
  default = []
}

resource "google_compute_firewall" "no_targets" { # denied
  name          = "no-targets"
  network       = "main"
  source_ranges = ["0.0.0.0/0"]
  target_tags   = var.targets

  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}

resource "google_service_account" "web" {
  account_id = "web-server"
}

resource "google_compute_firewall" "by_account" {
  name                    = "by-account"
  network                 = "main"
  source_ranges           = ["0.0.0.0/0"]
  target_service_accounts = [google_service_account.web.email]

  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}

resource "google_compute_firewall" "ping" {
  name          = "ping"
  network       = "main"
  source_ranges = ["0.0.0.0/0"]

  allow {
    protocol = "icmp"
  }
}

resource "google_compute_firewall" "internal" {
  name          = "internal"
  network       = "main"
  source_ranges = ["10.128.0.0/9"]

  allow {
    protocol = "tcp"
  }
}

resource "google_compute_firewall" "tagged" {
  name          = "tagged"
  network       = "main"
  source_ranges = ["0.0.0.0/0"]
  target_tags   = concat(var.targets, ["web"])

  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}
