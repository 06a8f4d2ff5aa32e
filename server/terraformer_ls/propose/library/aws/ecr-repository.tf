# An ECR repository with immutable tags, scanning and a rule that removes old images.
# words: an ecr repository for docker images | container registry with image scanning | a private ECR repository with scan on push, immutable tags, KMS encryption and a lifecycle policy that keeps the last 30 images

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

variable "repository" {
  type        = string
  description = "Name of the repository."
  default     = "payments/api"
}

resource "aws_ecr_repository" "api" {
  name                 = var.repository
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
  }
}

resource "aws_ecr_lifecycle_policy" "api" {
  repository = aws_ecr_repository.api.name

  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Keep the last 30 images"
      selection = {
        tagStatus   = "any"
        countType   = "imageCountMoreThan"
        countNumber = 30
      }
      action = { type = "expire" }
    }]
  })
}

output "repository_url" {
  description = "Address to push images to."
  value       = aws_ecr_repository.api.repository_url
}
