variable "from" {
  type    = list(string)
  default = ["10.0.0.0/8", "::/0"]
}

resource "google_compute_firewall" "listed" { # denied
  for_each      = { redis = "6379", web = "443" }
  name          = each.key
  network       = "main"
  source_ranges = var.from
  target_tags   = ["some"]

  allow {
    protocol = "tcp"
    ports    = [each.value]
  }
}

resource "google_compute_firewall" "any_port" { # denied
  name          = "any-port"
  network       = "main"
  source_ranges = ["0.0.0.0/0"]
  target_tags   = ["some"]

  allow {
    protocol = "tcp"
  }
}

resource "google_compute_firewall" "outbound" {
  name               = "outbound"
  network            = "main"
  direction          = "EGRESS"
  destination_ranges = ["0.0.0.0/0"]

  allow {
    protocol = "all"
  }
}

resource "google_compute_firewall" "refused" {
  name          = "refused"
  network       = "main"
  source_ranges = ["0.0.0.0/0"]

  deny {
    protocol = "all"
  }
}

resource "google_compute_firewall" "turned_off" {
  name          = "turned-off"
  network       = "main"
  disabled      = true
  source_ranges = ["0.0.0.0/0"]

  allow {
    protocol = "tcp"
    ports    = ["5432"]
  }
}

resource "google_compute_firewall" "web" {
  name          = "web"
  network       = "main"
  source_ranges = ["0.0.0.0/0"]
  target_tags   = ["web"]

  allow {
    protocol = "tcp"
    ports    = ["80", "443"]
  }

  allow {
    protocol = "icmp"
  }
}

resource "google_compute_address" "office" {
  name = "office"
}

resource "google_compute_firewall" "unknown" {
  name          = "unknown"
  network       = "main"
  source_ranges = ["${google_compute_address.office.address}/32"]
  target_tags   = ["database"]

  allow {
    protocol = "tcp"
    ports    = ["5432"]
  }
}
