resource "google_compute_instance" "this" {
  shielded_instance_config {
    enable_integrity_monitoring = true
    enable_vtpm                 = true
  }
}
