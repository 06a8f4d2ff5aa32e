# A nightly job that never runs twice at a time, with limits and a locked-down container.
# words: a kubernetes cron job | run a container every night in kubernetes | a cron job at three o'clock Berlin time that forbids overlaps, retries twice, keeps three successful runs and runs as a non-root user without capabilities

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
  default     = "registry.acme.io/cleanup@sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
}

variable "namespace" {
  type        = string
  description = "Namespace of the job."
  default     = "maintenance"
}

resource "kubernetes_cron_job_v1" "cleanup" {
  metadata {
    name      = "cleanup"
    namespace = var.namespace
  }

  spec {
    schedule                      = "0 3 * * *"
    timezone                      = "Europe/Berlin"
    concurrency_policy            = "Forbid"
    successful_jobs_history_limit = 3
    failed_jobs_history_limit     = 3

    job_template {
      metadata {
        name = "cleanup"
      }

      spec {
        backoff_limit = 2

        template {
          metadata {
            labels = { app = "cleanup" }
          }

          spec {
            restart_policy                  = "Never"
            automount_service_account_token = false

            security_context {
              run_as_non_root = true
              run_as_user     = 10001

              seccomp_profile {
                type = "RuntimeDefault"
              }
            }

            container {
              name              = "cleanup"
              image             = var.image
              image_pull_policy = "Always"
              args              = ["--older-than", "30d"]

              resources {
                requests = { cpu = "50m", memory = "64Mi" }
                limits   = { cpu = "200m", memory = "128Mi" }
              }

              security_context {
                read_only_root_filesystem  = true
                allow_privilege_escalation = false

                capabilities {
                  drop = ["ALL"]
                }
              }
            }
          }
        }
      }
    }
  }
}

output "cron_job_name" {
  description = "Name of the cron job."
  value       = kubernetes_cron_job_v1.cleanup.metadata[0].name
}
