resource "google_compute_firewall" "this_deny_ingress" {
  name      = "${google_compute_network.this.name}-deny-ingress"
  network   = google_compute_network.this.name
  direction = "INGRESS"
  priority  = 65534

  source_ranges = ["0.0.0.0/0"]

  deny {
    protocol = "all"
  }
}
