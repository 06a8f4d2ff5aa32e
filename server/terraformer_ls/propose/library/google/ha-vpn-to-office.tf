# A highly available VPN with BGP to a router in the office.
# words: a google cloud ha vpn | ha vpn gateway with bgp | an HA VPN gateway with two tunnels to one office router, IKEv2 keys from variables, a Cloud Router with its own ASN and two BGP sessions

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

variable "network" {
  type        = string
  description = "Network that the office reaches."
}

variable "office_address" {
  type        = string
  description = "Address of the office's router."
  default     = "198.51.100.7"
}

variable "shared_keys" {
  type        = list(string)
  description = "Shared key of each tunnel."
  sensitive   = true
}

resource "google_compute_ha_vpn_gateway" "main" {
  name    = "main"
  region  = "europe-west1"
  network = var.network
}

resource "google_compute_external_vpn_gateway" "office" {
  name            = "office"
  redundancy_type = "SINGLE_IP_INTERNALLY_REDUNDANT"

  interface {
    id         = 0
    ip_address = var.office_address
  }
}

resource "google_compute_router" "vpn" {
  name    = "vpn"
  region  = "europe-west1"
  network = var.network

  bgp {
    asn               = 64514
    advertise_mode    = "CUSTOM"
    advertised_groups = ["ALL_SUBNETS"]
  }
}

resource "google_compute_vpn_tunnel" "office" {
  count                           = 2
  name                            = "office-${count.index}"
  region                          = "europe-west1"
  vpn_gateway                     = google_compute_ha_vpn_gateway.main.id
  vpn_gateway_interface           = count.index
  peer_external_gateway           = google_compute_external_vpn_gateway.office.id
  peer_external_gateway_interface = 0
  shared_secret                   = var.shared_keys[count.index]
  ike_version                     = 2
  router                          = google_compute_router.vpn.id
}

resource "google_compute_router_interface" "office" {
  count      = 2
  name       = "office-${count.index}"
  router     = google_compute_router.vpn.name
  region     = "europe-west1"
  ip_range   = "169.254.${count.index}.1/30"
  vpn_tunnel = google_compute_vpn_tunnel.office[count.index].name
}

resource "google_compute_router_peer" "office" {
  count           = 2
  name            = "office-${count.index}"
  router          = google_compute_router.vpn.name
  region          = "europe-west1"
  peer_ip_address = "169.254.${count.index}.2"
  peer_asn        = 64515
  interface       = google_compute_router_interface.office[count.index].name
}

output "gateway_addresses" {
  description = "Addresses for the office's router."
  value       = google_compute_ha_vpn_gateway.main.vpn_interfaces[*].ip_address
}
