# A volume claim and a job that fills it once.
# words: a kubernetes persistent volume claim | pvc with a job that fills it | a 20 GB shared volume claim and a one-time job that loads reference data into it, with limits, no privileges and removal after an hour

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
  description = "Namespace of the volume."
  default     = "maps"
}

variable "image" {
  type        = string
  description = "Container image with its digest."
  default     = "registry.acme.io/tiles-loader@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
}

resource "kubernetes_persistent_volume_claim_v1" "tiles" {
  metadata {
    name      = "tiles"
    namespace = var.namespace
  }

  spec {
    access_modes       = ["ReadWriteMany"]
    storage_class_name = "shared"

    resources {
      requests = { storage = "20Gi" }
    }
  }

  wait_until_bound = false
}

resource "kubernetes_job_v1" "load" {
  metadata {
    name      = "load-tiles"
    namespace = var.namespace
  }

  spec {
    backoff_limit              = 2
    ttl_seconds_after_finished = "3600"

    template {
      metadata {
        labels = { app = "load-tiles" }
      }

      spec {
        restart_policy                  = "Never"
        automount_service_account_token = false

        security_context {
          run_as_non_root = true
          run_as_user     = 10001
        }

        container {
          name              = "load"
          image             = var.image
          image_pull_policy = "Always"

          resources {
            requests = { cpu = "200m", memory = "256Mi" }
            limits   = { cpu = "1", memory = "512Mi" }
          }

          security_context {
            read_only_root_filesystem  = true
            allow_privilege_escalation = false

            capabilities {
              drop = ["ALL"]
            }
          }

          volume_mount {
            name       = "tiles"
            mount_path = "/tiles"
          }
        }

        volume {
          name = "tiles"

          persistent_volume_claim {
            claim_name = kubernetes_persistent_volume_claim_v1.tiles.metadata[0].name
          }
        }
      }
    }
  }

  wait_for_completion = false
}

output "claim_name" {
  description = "Claim for other pods."
  value       = kubernetes_persistent_volume_claim_v1.tiles.metadata[0].name
}
