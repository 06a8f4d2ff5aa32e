# A horizontal autoscaler and a disruption budget for an existing deployment.
# words: a kubernetes horizontal pod autoscaler | hpa with pod disruption budget | an autoscaler from 3 to 12 replicas at 65 percent CPU with slow scale-down for the API deployment, and a disruption budget that keeps two pods running

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
  description = "Namespace of the deployment."
  default     = "shop"
}

variable "deployment" {
  type        = string
  description = "Deployment that scales."
  default     = "api"
}

resource "kubernetes_horizontal_pod_autoscaler_v2" "api" {
  metadata {
    name      = var.deployment
    namespace = var.namespace
  }

  spec {
    min_replicas = 3
    max_replicas = 12

    scale_target_ref {
      api_version = "apps/v1"
      kind        = "Deployment"
      name        = var.deployment
    }

    metric {
      type = "Resource"

      resource {
        name = "cpu"

        target {
          type                = "Utilization"
          average_utilization = 65
        }
      }
    }

    behavior {
      scale_down {
        stabilization_window_seconds = 300
        select_policy                = "Min"

        policy {
          type           = "Pods"
          value          = 1
          period_seconds = 60
        }
      }
    }
  }
}

resource "kubernetes_pod_disruption_budget_v1" "api" {
  metadata {
    name      = var.deployment
    namespace = var.namespace
  }

  spec {
    min_available = "2"

    selector {
      match_labels = { app = var.deployment }
    }
  }
}

output "autoscaler_name" {
  description = "Name of the autoscaler."
  value       = kubernetes_horizontal_pod_autoscaler_v2.api.metadata[0].name
}
