variable "mode" {
  type    = string
  default = null
}

resource "google_redis_cluster" "unsaid" { # denied
  name                    = "unsaid"
  region                  = "europe-west1"
  shard_count             = 3
  transit_encryption_mode = var.mode
}

resource "google_redis_cluster" "encrypted" {
  name                    = "encrypted"
  region                  = "europe-west1"
  shard_count             = 3
  transit_encryption_mode = coalesce(var.mode, "TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION")
}

resource "google_alloydb_instance" "both" { # denied
  cluster       = "projects/example/locations/europe-west1/clusters/main"
  instance_id   = "both"
  instance_type = "PRIMARY"

  client_connection_config {
    ssl_config {
      ssl_mode = "ALLOW_UNENCRYPTED_AND_ENCRYPTED"
    }
  }
}

resource "google_alloydb_instance" "unsaid" {
  cluster       = "projects/example/locations/europe-west1/clusters/main"
  instance_id   = "unsaid"
  instance_type = "READ_POOL"

  client_connection_config {
    require_connectors = true
  }
}

resource "google_memorystore_instance" "plain" { # denied
  instance_id             = "plain"
  location                = "europe-west1"
  shard_count             = 1
  transit_encryption_mode = "TRANSIT_ENCRYPTION_DISABLED"
}
