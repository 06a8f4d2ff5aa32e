# Add-ons of an EKS cluster, access for a team and an identity for its controller.
# words: eks add-ons and access entries | eks pod identity for a controller | the VPC CNI, CoreDNS, kube-proxy and pod identity add-ons on an existing EKS cluster, read access for the developers' role and a pod identity for external-dns

terraform {
  required_version = ">= 1.6"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

variable "cluster_name" {
  type        = string
  description = "Existing cluster."
  default     = "platform"
}

variable "developers_role_arn" {
  type        = string
  description = "Role of the developers."
}

variable "zone_arn" {
  type        = string
  description = "Zone that external-dns changes."
  default     = "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"
}

resource "aws_eks_addon" "core" {
  for_each                    = toset(["vpc-cni", "coredns", "kube-proxy", "eks-pod-identity-agent"])
  cluster_name                = var.cluster_name
  addon_name                  = each.value
  resolve_conflicts_on_update = "PRESERVE"
}

resource "aws_eks_access_entry" "developers" {
  cluster_name  = var.cluster_name
  principal_arn = var.developers_role_arn
}

resource "aws_eks_access_policy_association" "developers" {
  cluster_name  = var.cluster_name
  principal_arn = aws_eks_access_entry.developers.principal_arn
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"

  access_scope {
    type       = "namespace"
    namespaces = ["shop", "catalog"]
  }
}

data "aws_iam_policy_document" "pods" {
  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "Service"
      identifiers = ["pods.eks.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "records" {
  statement {
    actions   = ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"]
    resources = [var.zone_arn]
  }
}

resource "aws_iam_role" "external_dns" {
  name               = "external-dns"
  assume_role_policy = data.aws_iam_policy_document.pods.json
}

resource "aws_iam_role_policy" "external_dns" {
  name   = "change-records"
  role   = aws_iam_role.external_dns.id
  policy = data.aws_iam_policy_document.records.json
}

resource "aws_eks_pod_identity_association" "external_dns" {
  cluster_name    = var.cluster_name
  namespace       = "external-dns"
  service_account = "external-dns"
  role_arn        = aws_iam_role.external_dns.arn
}

output "external_dns_role_arn" {
  description = "Role of external-dns."
  value       = aws_iam_role.external_dns.arn
}
