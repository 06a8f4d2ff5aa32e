# A Cloud Armor policy that blocks injections, limits the rate and admits some countries only.
# words: a cloud armor security policy | waf on google cloud with rate limiting | a Cloud Armor policy with preconfigured SQL injection, cross-site scripting and Log4j rules, a ban for more than 500 requests a minute and adaptive protection

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

variable "allowed_regions" {
  type        = list(string)
  description = "Countries whose requests are admitted."
  default     = ["DE", "AT", "CH", "NL"]
}

resource "google_compute_security_policy" "shop" {
  name        = "shop"
  description = "Guards the shop's load balancer"

  adaptive_protection_config {
    layer_7_ddos_defense_config {
      enable = true
    }
  }

  rule {
    action      = "deny(403)"
    priority    = 1000
    description = "Log4j exploits"

    match {
      expr {
        expression = "evaluatePreconfiguredExpr('cve-canary')"
      }
    }
  }

  rule {
    action      = "deny(403)"
    priority    = 1100
    description = "SQL injection and cross-site scripting"

    match {
      expr {
        expression = "evaluatePreconfiguredWaf('sqli-v33-stable') || evaluatePreconfiguredWaf('xss-v33-stable')"
      }
    }
  }

  rule {
    action      = "deny(403)"
    priority    = 1200
    description = "Other countries"

    match {
      expr {
        expression = join(" && ", [for region in var.allowed_regions : "origin.region_code != '${region}'"])
      }
    }
  }

  rule {
    action      = "rate_based_ban"
    priority    = 2000
    description = "At most 500 requests a minute"

    match {
      versioned_expr = "SRC_IPS_V1"

      config {
        src_ip_ranges = ["*"]
      }
    }

    rate_limit_options {
      conform_action   = "allow"
      exceed_action    = "deny(429)"
      enforce_on_key   = "IP"
      ban_duration_sec = 600

      rate_limit_threshold {
        count        = 500
        interval_sec = 60
      }
    }
  }

  rule {
    action      = "allow"
    priority    = 2147483647
    description = "Everything else"

    match {
      versioned_expr = "SRC_IPS_V1"

      config {
        src_ip_ranges = ["*"]
      }
    }
  }
}

output "security_policy" {
  description = "Policy for backend services."
  value       = google_compute_security_policy.shop.self_link
}
