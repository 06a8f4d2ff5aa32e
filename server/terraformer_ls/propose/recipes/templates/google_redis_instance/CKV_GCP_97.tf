resource "google_redis_instance" "this" {
  transit_encryption_mode = "SERVER_AUTHENTICATION"
}
