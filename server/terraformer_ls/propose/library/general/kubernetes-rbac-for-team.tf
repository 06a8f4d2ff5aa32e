# A namespace for a team with a role, a service account and bindings.
# words: kubernetes rbac for a team | role and role binding in a namespace | a namespace for a team, a role that may manage deployments and read logs, a binding to the team's group, a service account for its pipeline and a cluster role to read nodes

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

variable "team" {
  type        = string
  description = "Name of the team and its namespace."
  default     = "catalog"
}

variable "group" {
  type        = string
  description = "Group of the identity provider."
  default     = "catalog-developers"
}

resource "kubernetes_namespace_v1" "team" {
  metadata {
    name   = var.team
    labels = { "pod-security.kubernetes.io/enforce" = "restricted" }
  }
}

resource "kubernetes_service_account_v1" "pipeline" {
  metadata {
    name      = "pipeline"
    namespace = kubernetes_namespace_v1.team.metadata[0].name
  }

  automount_service_account_token = false
}

resource "kubernetes_role_v1" "developer" {
  metadata {
    name      = "developer"
    namespace = kubernetes_namespace_v1.team.metadata[0].name
  }

  rule {
    api_groups = ["apps"]
    resources  = ["deployments", "statefulsets"]
    verbs      = ["get", "list", "watch", "create", "update", "patch"]
  }

  rule {
    api_groups = [""]
    resources  = ["pods", "pods/log", "events"]
    verbs      = ["get", "list", "watch"]
  }
}

resource "kubernetes_role_binding_v1" "developer" {
  metadata {
    name      = "developer"
    namespace = kubernetes_namespace_v1.team.metadata[0].name
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = kubernetes_role_v1.developer.metadata[0].name
  }

  subject {
    kind      = "Group"
    name      = var.group
    api_group = "rbac.authorization.k8s.io"
  }

  subject {
    kind      = "ServiceAccount"
    name      = kubernetes_service_account_v1.pipeline.metadata[0].name
    namespace = kubernetes_namespace_v1.team.metadata[0].name
  }
}

resource "kubernetes_cluster_role_v1" "node_reader" {
  metadata {
    name = "${var.team}-node-reader"
  }

  rule {
    api_groups = [""]
    resources  = ["nodes"]
    verbs      = ["get", "list"]
  }
}

resource "kubernetes_cluster_role_binding_v1" "node_reader" {
  metadata {
    name = "${var.team}-node-reader"
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = kubernetes_cluster_role_v1.node_reader.metadata[0].name
  }

  subject {
    kind      = "Group"
    name      = var.group
    api_group = "rbac.authorization.k8s.io"
  }
}

output "namespace" {
  description = "Namespace of the team."
  value       = kubernetes_namespace_v1.team.metadata[0].name
}
