# A network firewall policy that applies to tagged machines, with a list of addresses.
# words: a global network firewall policy on gcp | firewall policy with secure tags | a global network firewall policy attached to one network, rules that admit HTTPS from an address group to machines with a secure tag and refuse known malicious addresses, logged

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
}

variable "project_id" {
  type        = string
  description = "Google Cloud project that holds the resources."
}

variable "organization_id" {
  type        = string
  description = "Number of the organisation."
  default     = "123456789012"
}

variable "network_id" {
  type        = string
  description = "Network that the policy is attached to."
}

resource "google_tags_tag_key" "tier" {
  parent     = "projects/${var.project_id}"
  short_name = "tier"
  purpose    = "GCE_FIREWALL"

  purpose_data = {
    organization = "organizations/${var.organization_id}"
  }
}

resource "google_tags_tag_value" "web" {
  parent     = google_tags_tag_key.tier.id
  short_name = "web"
}

resource "google_compute_network_firewall_policy" "main" {
  name        = "main"
  description = "Rules of all our networks"
}

resource "google_compute_network_firewall_policy_association" "main" {
  name              = "main"
  attachment_target = var.network_id
  firewall_policy   = google_compute_network_firewall_policy.main.id
}

resource "google_compute_network_firewall_policy_rule" "malicious" {
  firewall_policy = google_compute_network_firewall_policy.main.name
  rule_name       = "known-malicious"
  priority        = 100
  direction       = "INGRESS"
  action          = "deny"
  enable_logging  = true

  match {
    src_threat_intelligences = ["iplist-known-malicious-ips"]

    layer4_configs {
      ip_protocol = "all"
    }
  }
}

resource "google_compute_network_firewall_policy_rule" "https" {
  firewall_policy = google_compute_network_firewall_policy.main.name
  rule_name       = "https-to-web"
  priority        = 1000
  direction       = "INGRESS"
  action          = "allow"
  enable_logging  = true

  match {
    src_ip_ranges = ["10.0.0.0/8"]

    layer4_configs {
      ip_protocol = "tcp"
      ports       = ["443"]
    }
  }

  target_secure_tags {
    name = google_tags_tag_value.web.id
  }
}

output "web_tag" {
  description = "Tag for web machines."
  value       = google_tags_tag_value.web.id
}
