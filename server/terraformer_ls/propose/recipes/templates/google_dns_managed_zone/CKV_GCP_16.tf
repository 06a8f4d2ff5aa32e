# where visibility is unset|public
resource "google_dns_managed_zone" "this" {
  dnssec_config {
    state = "on"
  }
}
