# A Fargate profile for one namespace and a role for its service account through the cluster's OIDC issuer.
# words: an eks fargate profile | irsa role for a kubernetes service account | a Fargate profile for the jobs namespace of an EKS cluster, the OIDC provider and a role that its exporter service account may assume to write to one bucket

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

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets of the pods."
}

variable "bucket_arn" {
  type        = string
  description = "Bucket that the exporter writes to."
  default     = "arn:aws:s3:::acme-exports"
}

data "aws_eks_cluster" "platform" {
  name = var.cluster_name
}

locals {
  issuer = data.aws_eks_cluster.platform.identity[0].oidc[0].issuer
}

data "aws_iam_policy_document" "fargate" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["eks-fargate-pods.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "fargate" {
  name               = "platform-fargate"
  assume_role_policy = data.aws_iam_policy_document.fargate.json
}

resource "aws_iam_role_policy_attachment" "fargate" {
  role       = aws_iam_role.fargate.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy"
}

resource "aws_eks_fargate_profile" "jobs" {
  cluster_name           = var.cluster_name
  fargate_profile_name   = "jobs"
  pod_execution_role_arn = aws_iam_role.fargate.arn
  subnet_ids             = var.subnet_ids

  selector {
    namespace = "jobs"
  }
}

resource "aws_iam_openid_connect_provider" "cluster" {
  url            = local.issuer
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_policy_document" "exporter_trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.cluster.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${trimprefix(local.issuer, "https://")}:sub"
      values   = ["system:serviceaccount:jobs:exporter"]
    }
  }
}

data "aws_iam_policy_document" "exporter" {
  statement {
    actions   = ["s3:PutObject"]
    resources = ["${var.bucket_arn}/*"]
  }
}

resource "aws_iam_role" "exporter" {
  name               = "jobs-exporter"
  assume_role_policy = data.aws_iam_policy_document.exporter_trust.json
}

resource "aws_iam_role_policy" "exporter" {
  name   = "write-exports"
  role   = aws_iam_role.exporter.id
  policy = data.aws_iam_policy_document.exporter.json
}

output "exporter_role_arn" {
  description = "Role to annotate the service account with."
  value       = aws_iam_role.exporter.arn
}
