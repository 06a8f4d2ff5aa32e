# A namespace that denies traffic by default and limits what its workloads may use.
# words: a kubernetes network policy that denies by default | namespace with resource quota and limit range | a namespace with a default-deny network policy, one rule that lets the web pods reach the API pods, DNS allowed, a quota and default limits

terraform {
  required_version = ">= 1.6"

  required_providers {
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = "~> 2.30"
    }
  }
}

provider "kubernetes" {
  config_path = "~/.kube/config"
}

variable "namespace" {
  type        = string
  description = "Name of the namespace."
  default     = "payments"
}

resource "kubernetes_namespace_v1" "payments" {
  metadata {
    name = var.namespace
  }
}

resource "kubernetes_network_policy_v1" "deny" {
  metadata {
    name      = "deny-by-default"
    namespace = kubernetes_namespace_v1.payments.metadata[0].name
  }

  spec {
    pod_selector {}
    policy_types = ["Ingress", "Egress"]

    egress {
      ports {
        port     = "53"
        protocol = "UDP"
      }
    }
  }
}

resource "kubernetes_network_policy_v1" "web_to_api" {
  metadata {
    name      = "web-to-api"
    namespace = kubernetes_namespace_v1.payments.metadata[0].name
  }

  spec {
    policy_types = ["Ingress"]

    pod_selector {
      match_labels = { app = "api" }
    }

    ingress {
      from {
        pod_selector {
          match_labels = { app = "web" }
        }
      }

      ports {
        port     = "8080"
        protocol = "TCP"
      }
    }
  }
}

resource "kubernetes_resource_quota_v1" "payments" {
  metadata {
    name      = "payments"
    namespace = kubernetes_namespace_v1.payments.metadata[0].name
  }

  spec {
    hard = {
      "requests.cpu"    = "4"
      "requests.memory" = "8Gi"
      "limits.memory"   = "16Gi"
      pods              = "40"
    }
  }
}

resource "kubernetes_limit_range_v1" "payments" {
  metadata {
    name      = "payments"
    namespace = kubernetes_namespace_v1.payments.metadata[0].name
  }

  spec {
    limit {
      type            = "Container"
      default         = { cpu = "500m", memory = "256Mi" }
      default_request = { cpu = "50m", memory = "64Mi" }
    }
  }
}

output "namespace" {
  description = "Name of the namespace."
  value       = kubernetes_namespace_v1.payments.metadata[0].name
}
