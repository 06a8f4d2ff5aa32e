# Registry-wide settings of ECR: enhanced scanning, replication and a copy of public images.
# words: ecr replication and scanning for the whole registry | ecr pull through cache | enhanced ECR scanning for all repositories, replication of production images to a second region, a pull-through cache of the public registry and a policy for a partner's pull

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

variable "destination_region" {
  type        = string
  description = "Region that receives copies."
  default     = "eu-central-1"
}

variable "partner_role_arn" {
  type        = string
  description = "Role that pulls production images."
}

data "aws_caller_identity" "current" {}
resource "aws_ecr_registry_scanning_configuration" "all" {
  scan_type = "ENHANCED"

  rule {
    scan_frequency = "CONTINUOUS_SCAN"

    repository_filter {
      filter      = "*"
      filter_type = "WILDCARD"
    }
  }
}

resource "aws_ecr_replication_configuration" "production" {
  replication_configuration {
    rule {
      destination {
        region      = var.destination_region
        registry_id = data.aws_caller_identity.current.account_id
      }

      repository_filter {
        filter      = "production/"
        filter_type = "PREFIX_MATCH"
      }
    }
  }
}

resource "aws_ecr_pull_through_cache_rule" "public" {
  ecr_repository_prefix = "public"
  upstream_registry_url = "public.ecr.aws"
}

resource "aws_ecr_repository" "gateway" {
  name                 = "production/gateway"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
  }
}

resource "aws_ecr_lifecycle_policy" "gateway" {
  repository = aws_ecr_repository.gateway.name

  policy = jsonencode({
    rules = [{
      rulePriority = 1
      selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 14 }
      action       = { type = "expire" }
    }]
  })
}

resource "aws_ecr_repository_policy" "gateway" {
  repository = aws_ecr_repository.gateway.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "PartnerPulls"
      Effect    = "Allow"
      Principal = { AWS = var.partner_role_arn }
      Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    }]
  })
}

output "repository_url" {
  description = "Address of the repository."
  value       = aws_ecr_repository.gateway.repository_url
}
