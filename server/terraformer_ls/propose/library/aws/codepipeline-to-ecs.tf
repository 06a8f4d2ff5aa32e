# A pipeline that takes a repository's main branch through a build and an approval to ECS.
# words: a codepipeline that deploys to ecs | ci cd pipeline on aws | a V2 CodePipeline with a source from a CodeStar connection, a CodeBuild step, a manual approval announced on SNS and an ECS deployment, artifacts encrypted with our key

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

variable "role_arn" {
  type        = string
  description = "Role of the pipeline."
}

variable "artifact_bucket" {
  type        = string
  description = "Bucket for artifacts."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts artifacts."
}

variable "build_project" {
  type        = string
  description = "CodeBuild project."
  default     = "checkout"
}

variable "approval_topic_arn" {
  type        = string
  description = "Topic that asks for approval."
}

resource "aws_codestarconnections_connection" "github" {
  name          = "acme-github"
  provider_type = "GitHub"
}

resource "aws_codepipeline" "checkout" {
  name          = "checkout"
  pipeline_type = "V2"
  role_arn      = var.role_arn

  artifact_store {
    type     = "S3"
    location = var.artifact_bucket

    encryption_key {
      type = "KMS"
      id   = var.kms_key_arn
    }
  }

  stage {
    name = "Source"

    action {
      name             = "GitHub"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeStarSourceConnection"
      version          = "1"
      output_artifacts = ["source"]
      configuration = {
        ConnectionArn    = aws_codestarconnections_connection.github.arn
        FullRepositoryId = "acme/checkout"
        BranchName       = "main"
      }
    }
  }

  stage {
    name = "Build"

    action {
      name             = "Build"
      category         = "Build"
      owner            = "AWS"
      provider         = "CodeBuild"
      version          = "1"
      input_artifacts  = ["source"]
      output_artifacts = ["image"]
      configuration    = { ProjectName = var.build_project }
    }
  }

  stage {
    name = "Release"

    action {
      name          = "Approve"
      category      = "Approval"
      owner         = "AWS"
      provider      = "Manual"
      version       = "1"
      run_order     = 1
      configuration = { NotificationArn = var.approval_topic_arn }
    }

    action {
      name            = "Deploy"
      category        = "Deploy"
      owner           = "AWS"
      provider        = "ECS"
      version         = "1"
      run_order       = 2
      input_artifacts = ["image"]
      configuration   = { ClusterName = "shop", ServiceName = "api", FileName = "imagedefinitions.json" }
    }
  }
}

output "pipeline_arn" {
  description = "ARN of the pipeline."
  value       = aws_codepipeline.checkout.arn
}
