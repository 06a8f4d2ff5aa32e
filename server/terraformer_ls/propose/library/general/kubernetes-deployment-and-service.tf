# A Kubernetes deployment with probes, limits and a locked-down container, and the service in front of it.
# words: a kubernetes deployment and service | deployment with three replicas | a namespace, a deployment with three replicas, probes, resource limits and a read-only non-root container, and a cluster service in front of it

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

variable "image" {
  type        = string
  description = "Container image with its digest."
  default     = "registry.acme.io/catalog@sha256:8f1d0a3c5e7b9d2f4a6c8e0b1d3f5a7c9e1b3d5f7a9c1e3b5d7f9a1c3e5b7d9f"
}

resource "kubernetes_namespace_v1" "catalog" {
  metadata {
    name = "catalog"
  }
}

resource "kubernetes_deployment_v1" "catalog" {
  metadata {
    name      = "catalog"
    namespace = kubernetes_namespace_v1.catalog.metadata[0].name
  }

  spec {
    replicas = 3

    selector {
      match_labels = { app = "catalog" }
    }

    template {
      metadata {
        labels = { app = "catalog" }
      }

      spec {
        automount_service_account_token = false

        security_context {
          run_as_non_root = true
          run_as_user     = 10001

          seccomp_profile {
            type = "RuntimeDefault"
          }
        }

        container {
          name              = "catalog"
          image             = var.image
          image_pull_policy = "Always"

          port {
            container_port = 8080
          }

          resources {
            requests = { cpu = "100m", memory = "128Mi" }
            limits   = { cpu = "500m", memory = "256Mi" }
          }

          security_context {
            read_only_root_filesystem  = true
            allow_privilege_escalation = false

            capabilities {
              drop = ["ALL"]
            }
          }

          liveness_probe {
            http_get {
              path = "/healthz"
              port = 8080
            }
          }

          readiness_probe {
            http_get {
              path = "/ready"
              port = 8080
            }
          }
        }
      }
    }
  }
}

resource "kubernetes_service_v1" "catalog" {
  metadata {
    name      = "catalog"
    namespace = kubernetes_namespace_v1.catalog.metadata[0].name
  }

  spec {
    selector = { app = "catalog" }

    port {
      port        = 80
      target_port = 8080
    }
  }
}

output "service_name" {
  description = "Name inside the cluster."
  value       = kubernetes_service_v1.catalog.metadata[0].name
}
