# An ingress that routes two paths of one host with TLS to two services.
# words: a kubernetes ingress with tls | ingress routing paths to services | an nginx ingress for shop.acme.io with a certificate from cert-manager, HTTPS redirect, /api to the API service and everything else to the web service

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
  description = "Namespace of the services."
  default     = "shop"
}

variable "host" {
  type        = string
  description = "Host that is served."
  default     = "shop.acme.io"
}

resource "kubernetes_ingress_v1" "shop" {
  metadata {
    name      = "shop"
    namespace = var.namespace

    annotations = {
      "cert-manager.io/cluster-issuer"                 = "letsencrypt"
      "nginx.ingress.kubernetes.io/force-ssl-redirect" = "true"
    }
  }

  spec {
    ingress_class_name = "nginx"

    tls {
      hosts       = [var.host]
      secret_name = "shop-tls"
    }

    rule {
      host = var.host

      http {
        path {
          path      = "/api"
          path_type = "Prefix"

          backend {
            service {
              name = "api"

              port {
                number = 80
              }
            }
          }
        }

        path {
          path      = "/"
          path_type = "Prefix"

          backend {
            service {
              name = "web"

              port {
                number = 80
              }
            }
          }
        }
      }
    }
  }
}

output "host" {
  description = "Host that is served."
  value       = var.host
}
