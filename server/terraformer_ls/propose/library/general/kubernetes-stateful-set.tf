# A stateful set with a volume for each replica and a headless service.
# words: a kubernetes stateful set with persistent volumes | statefulset with volume claim templates | a three-replica NATS stateful set with a 10 GB volume each, a headless service, a storage class that keeps volumes and locked-down containers

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
  description = "Namespace of the servers."
  default     = "messaging"
}

variable "image" {
  type        = string
  description = "Container image with its digest."
  default     = "nats@sha256:5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8"
}

resource "kubernetes_storage_class_v1" "retained" {
  metadata {
    name = "ssd-retained"
  }

  storage_provisioner    = "ebs.csi.aws.com"
  reclaim_policy         = "Retain"
  volume_binding_mode    = "WaitForFirstConsumer"
  allow_volume_expansion = true
  parameters             = { type = "gp3", encrypted = "true" }
}

resource "kubernetes_service_v1" "nats" {
  metadata {
    name      = "nats"
    namespace = var.namespace
  }

  spec {
    cluster_ip = "None"
    selector   = { app = "nats" }

    port {
      name = "client"
      port = 4222
    }
  }
}

resource "kubernetes_stateful_set_v1" "nats" {
  metadata {
    name      = "nats"
    namespace = var.namespace
  }

  spec {
    replicas     = 3
    service_name = kubernetes_service_v1.nats.metadata[0].name

    selector {
      match_labels = { app = "nats" }
    }

    template {
      metadata {
        labels = { app = "nats" }
      }

      spec {
        automount_service_account_token = false

        security_context {
          run_as_non_root = true
          run_as_user     = 1000
          fs_group        = 1000
        }

        container {
          name              = "nats"
          image             = var.image
          image_pull_policy = "Always"
          args              = ["--jetstream", "--store_dir", "/data"]

          port {
            container_port = 4222
          }

          resources {
            requests = { cpu = "100m", memory = "128Mi" }
            limits   = { cpu = "500m", memory = "512Mi" }
          }

          security_context {
            read_only_root_filesystem  = true
            allow_privilege_escalation = false

            capabilities {
              drop = ["ALL"]
            }
          }

          volume_mount {
            name       = "data"
            mount_path = "/data"
          }
        }
      }
    }

    volume_claim_template {
      metadata {
        name = "data"
      }

      spec {
        access_modes       = ["ReadWriteOnce"]
        storage_class_name = kubernetes_storage_class_v1.retained.metadata[0].name

        resources {
          requests = { storage = "10Gi" }
        }
      }
    }
  }
}

output "address" {
  description = "Address inside the cluster."
  value       = "nats://${kubernetes_service_v1.nats.metadata[0].name}.${var.namespace}:4222"
}
