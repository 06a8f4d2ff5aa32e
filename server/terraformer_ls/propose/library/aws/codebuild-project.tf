# A CodeBuild project that builds a repository in a VPC, with a cache, reports and logs.
# words: a codebuild project | build a github repository with codebuild | a CodeBuild project for a GitHub repository with Linux containers inside a VPC, encrypted artifacts, a cache in S3, logs and a webhook for pull requests

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

variable "repository_url" {
  type        = string
  description = "Repository that is built."
  default     = "https://github.com/acme/checkout.git"
}

variable "role_arn" {
  type        = string
  description = "Role of the builds."
}

variable "artifact_bucket" {
  type        = string
  description = "Bucket for artifacts and the cache."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts artifacts."
}

variable "network" {
  type        = object({ vpc_id = string, subnet_ids = list(string), security_group_ids = list(string) })
  description = "Where the builds run."
}

resource "aws_cloudwatch_log_group" "builds" {
  name              = "/codebuild/checkout"
  retention_in_days = 365
  kms_key_id        = var.kms_key_arn
}

resource "aws_codebuild_project" "checkout" {
  name           = "checkout"
  description    = "Builds and tests the checkout service"
  service_role   = var.role_arn
  encryption_key = var.kms_key_arn
  build_timeout  = 20

  source {
    type                = "GITHUB"
    location            = var.repository_url
    git_clone_depth     = 1
    buildspec           = "buildspec.yml"
    report_build_status = true
  }

  environment {
    type            = "LINUX_CONTAINER"
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/amazonlinux2-x86_64-standard:5.0"
    privileged_mode = false

    environment_variable {
      name  = "STAGE"
      value = "test"
    }
  }

  artifacts {
    type                = "S3"
    location            = var.artifact_bucket
    packaging           = "ZIP"
    encryption_disabled = false
  }

  cache {
    type     = "S3"
    location = "${var.artifact_bucket}/cache"
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.builds.name
    }
  }

  vpc_config {
    vpc_id             = var.network.vpc_id
    subnets            = var.network.subnet_ids
    security_group_ids = var.network.security_group_ids
  }
}

resource "aws_codebuild_webhook" "pull_requests" {
  project_name = aws_codebuild_project.checkout.name

  filter_group {
    filter {
      type    = "EVENT"
      pattern = "PULL_REQUEST_CREATED,PULL_REQUEST_UPDATED"
    }
  }
}

output "project_arn" {
  description = "ARN of the project."
  value       = aws_codebuild_project.checkout.arn
}
