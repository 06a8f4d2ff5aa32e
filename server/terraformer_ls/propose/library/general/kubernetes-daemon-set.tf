# A log collector on every node, with read-only access to the nodes' logs.
# words: a kubernetes daemon set | log collector on every node | a daemon set of a log collector that tolerates all taints, reads /var/log of the node read-only, has limits and a settings file from a config map

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
  description = "Namespace of the collector."
  default     = "logging"
}

variable "image" {
  type        = string
  description = "Container image with its digest."
  default     = "registry.acme.io/vector@sha256:8d969eef6ecad3c29a3a629280e686cf0c3f5d5a86aff3ca12020c923adc6c92"
}

variable "sink_url" {
  type        = string
  description = "Address that logs are sent to."
  default     = "https://logs.acme.io/ingest"
}

resource "kubernetes_config_map_v1" "collector" {
  metadata {
    name      = "collector"
    namespace = var.namespace
  }

  data = {
    "vector.yaml" = yamlencode({
      sources = { files = { type = "file", include = ["/var/log/containers/*.log"] } }
      sinks   = { central = { type = "http", inputs = ["files"], uri = var.sink_url, encoding = { codec = "json" } } }
    })
  }
}

resource "kubernetes_daemon_set_v1" "collector" {
  metadata {
    name      = "collector"
    namespace = var.namespace
  }

  spec {
    selector {
      match_labels = { app = "collector" }
    }

    template {
      metadata {
        labels = { app = "collector" }
      }

      spec {
        automount_service_account_token = false

        toleration {
          operator = "Exists"
        }

        container {
          name              = "collector"
          image             = var.image
          image_pull_policy = "Always"
          args              = ["--config", "/etc/vector/vector.yaml"]

          resources {
            requests = { cpu = "50m", memory = "64Mi" }
            limits   = { cpu = "300m", memory = "256Mi" }
          }

          security_context {
            read_only_root_filesystem  = true
            allow_privilege_escalation = false

            capabilities {
              drop = ["ALL"]
            }
          }

          volume_mount {
            name       = "settings"
            mount_path = "/etc/vector"
          }

          volume_mount {
            name       = "logs"
            mount_path = "/var/log"
            read_only  = true
          }
        }

        volume {
          name = "settings"

          config_map {
            name = kubernetes_config_map_v1.collector.metadata[0].name
          }
        }

        volume {
          name = "logs"

          host_path {
            path = "/var/log"
          }
        }
      }
    }
  }
}

output "daemon_set_name" {
  description = "Name of the daemon set."
  value       = kubernetes_daemon_set_v1.collector.metadata[0].name
}
