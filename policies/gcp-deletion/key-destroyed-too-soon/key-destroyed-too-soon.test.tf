variable "days" {
  type    = map(number)
  default = { short = 2, week = 7 }
}

resource "google_kms_crypto_key" "by_name" { # denied
  for_each                   = var.days
  name                       = each.key
  key_ring                   = "projects/shop/locations/europe-west1/keyRings/main"
  destroy_scheduled_duration = "${each.value * 86400}s"
}

resource "google_kms_crypto_key" "week" {
  name                       = "week"
  key_ring                   = "projects/shop/locations/europe-west1/keyRings/main"
  destroy_scheduled_duration = "${var.days.week * 86400}s"
}

resource "google_kms_crypto_key" "unsaid" {
  name     = "unsaid"
  key_ring = "projects/shop/locations/europe-west1/keyRings/main"
}
