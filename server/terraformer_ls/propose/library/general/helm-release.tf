# An ingress controller and cert-manager installed with Helm, with pinned versions.
# words: install a helm chart with terraform | helm release of ingress nginx and cert-manager | Helm releases of ingress-nginx with three replicas behind an internal load balancer and of cert-manager with its definitions, both pinned, atomic and in their own namespaces

terraform {
  required_version = ">= 1.6"

  required_providers {
    helm = {
      source  = "hashicorp/helm"
      version = "~> 3.0"
    }
  }
}

provider "helm" {
  kubernetes = {
    config_path = "~/.kube/config"
  }
}

variable "ingress_replicas" {
  type        = number
  description = "Replicas of the ingress controller."
  default     = 3
}

resource "helm_release" "ingress_nginx" {
  name             = "ingress-nginx"
  namespace        = "ingress-nginx"
  create_namespace = true
  repository       = "https://kubernetes.github.io/ingress-nginx"
  chart            = "ingress-nginx"
  version          = "4.12.1"
  atomic           = true
  timeout          = 600

  values = [yamlencode({
    controller = {
      replicaCount = var.ingress_replicas
      service = {
        annotations = { "service.beta.kubernetes.io/aws-load-balancer-scheme" = "internal" }
      }
      metrics = { enabled = true }
    }
  })]
}

resource "helm_release" "cert_manager" {
  name             = "cert-manager"
  namespace        = "cert-manager"
  create_namespace = true
  repository       = "https://charts.jetstack.io"
  chart            = "cert-manager"
  version          = "v1.17.1"
  atomic           = true

  set = [
    {
      name  = "crds.enabled"
      value = "true"
    },
  ]
}

output "ingress_version" {
  description = "Version of the ingress chart."
  value       = helm_release.ingress_nginx.version
}
