# An AWS Batch queue and job definition on Fargate for nightly simulations.
# words: an aws batch job on fargate | batch compute environment, queue and job definition | a Fargate compute environment with at most 64 vCPUs, a job queue and a job definition with 4 vCPUs, 8 GB, three attempts and a one hour limit

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

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets of the jobs."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the jobs."
}

variable "image" {
  type        = string
  description = "Container image of the simulation."
}

variable "execution_role_arn" {
  type        = string
  description = "Role that pulls the image and writes logs."
}

variable "job_role_arn" {
  type        = string
  description = "Role of the simulation itself."
}

resource "aws_batch_compute_environment" "fargate" {
  name = "simulations"
  type = "MANAGED"

  compute_resources {
    type               = "FARGATE"
    max_vcpus          = 64
    subnets            = var.subnet_ids
    security_group_ids = [var.security_group_id]
  }
}

resource "aws_batch_job_queue" "simulations" {
  name     = "simulations"
  state    = "ENABLED"
  priority = 10

  compute_environment_order {
    order               = 1
    compute_environment = aws_batch_compute_environment.fargate.arn
  }
}

resource "aws_batch_job_definition" "weather" {
  name                  = "weather-simulation"
  type                  = "container"
  platform_capabilities = ["FARGATE"]

  retry_strategy {
    attempts = 3
  }

  timeout {
    attempt_duration_seconds = 3600
  }

  container_properties = jsonencode({
    image                  = var.image
    command                = ["simulate", "--day", "Ref::day"]
    executionRoleArn       = var.execution_role_arn
    jobRoleArn             = var.job_role_arn
    readonlyRootFilesystem = true
    resourceRequirements = [
      { type = "VCPU", value = "4" },
      { type = "MEMORY", value = "8192" },
    ]
    networkConfiguration = { assignPublicIp = "DISABLED" }
  })
}

output "queue_arn" {
  description = "Queue to submit jobs to."
  value       = aws_batch_job_queue.simulations.arn
}
