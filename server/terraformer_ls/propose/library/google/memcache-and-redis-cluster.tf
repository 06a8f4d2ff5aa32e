# A Memcached instance and a Redis cluster for two services of one network.
# words: memorystore memcached and redis cluster | redis cluster mode on google cloud | a Memcached instance with two nodes and a three-shard Redis cluster with TLS, IAM login, replicas and deletion protection over Private Service Connect

terraform {
  required_version = ">= 1.6"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.0"
    }
  }
}

provider "google" {
  project = var.project_id
  region  = "europe-west1"
}

variable "project_id" {
  type        = string
  description = "Google Cloud project that holds the resources."
}

variable "network_id" {
  type        = string
  description = "Network of the caches."
}

variable "kms_key" {
  type        = string
  description = "Key that encrypts the cluster."
}

resource "google_network_connectivity_service_connection_policy" "redis" {
  name          = "redis"
  location      = "europe-west1"
  service_class = "gcp-memorystore-redis"
  network       = var.network_id

  psc_config {
    subnetworks = [var.subnetwork_id]
  }
}

variable "subnetwork_id" {
  type        = string
  description = "Subnet for the cluster's addresses."
}

resource "google_redis_cluster" "sessions" {
  name                        = "sessions"
  region                      = "europe-west1"
  shard_count                 = 3
  replica_count               = 1
  node_type                   = "REDIS_STANDARD_SMALL"
  authorization_mode          = "AUTH_MODE_IAM_AUTH"
  transit_encryption_mode     = "TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION"
  kms_key                     = var.kms_key
  deletion_protection_enabled = true

  psc_configs {
    network = var.network_id
  }

  zone_distribution_config {
    mode = "MULTI_ZONE"
  }

  depends_on = [google_network_connectivity_service_connection_policy.redis]
}

resource "google_memcache_instance" "pages" {
  name               = "pages"
  region             = "europe-west1"
  authorized_network = var.network_id
  node_count         = 2
  memcache_version   = "MEMCACHE_1_6_15"

  node_config {
    cpu_count      = 1
    memory_size_mb = 2048
  }

  memcache_parameters {
    params = {
      "listen-backlog" = "2048"
    }
  }
}

output "redis_endpoint" {
  description = "Address of the cluster."
  value       = google_redis_cluster.sessions.discovery_endpoints[0].address
}

output "memcached_endpoint" {
  description = "Address of Memcached."
  value       = google_memcache_instance.pages.discovery_endpoint
}
