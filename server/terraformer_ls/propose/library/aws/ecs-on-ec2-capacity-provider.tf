# An ECS cluster on EC2 instances whose number follows the tasks, with encrypted sessions.
# words: an ecs cluster on ec2 with a capacity provider | ecs capacity provider with auto scaling group | an ECS cluster with container insights whose capacity provider scales an existing auto scaling group to 90 percent use, with draining, and encrypted and logged ECS Exec

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

variable "auto_scaling_group_arn" {
  type        = string
  description = "Group of container instances, protected from scale-in."
}

variable "kms_key_arn" {
  type        = string
  description = "Key for ECS Exec and its logs."
}

resource "aws_cloudwatch_log_group" "exec" {
  name              = "/ecs/batch/exec"
  retention_in_days = 365
  kms_key_id        = var.kms_key_arn
}

resource "aws_ecs_cluster" "batch" {
  name = "batch"

  setting {
    name  = "containerInsights"
    value = "enhanced"
  }

  configuration {
    execute_command_configuration {
      kms_key_id = var.kms_key_arn
      logging    = "OVERRIDE"

      log_configuration {
        cloud_watch_encryption_enabled = true
        cloud_watch_log_group_name     = aws_cloudwatch_log_group.exec.name
      }
    }
  }
}

resource "aws_ecs_capacity_provider" "instances" {
  name = "batch-instances"

  auto_scaling_group_provider {
    auto_scaling_group_arn         = var.auto_scaling_group_arn
    managed_termination_protection = "ENABLED"
    managed_draining               = "ENABLED"

    managed_scaling {
      status                    = "ENABLED"
      target_capacity           = 90
      maximum_scaling_step_size = 5
    }
  }
}

resource "aws_ecs_cluster_capacity_providers" "batch" {
  cluster_name       = aws_ecs_cluster.batch.name
  capacity_providers = [aws_ecs_capacity_provider.instances.name]

  default_capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.instances.name
    weight            = 1
  }
}

output "cluster_arn" {
  description = "ARN of the cluster."
  value       = aws_ecs_cluster.batch.arn
}
