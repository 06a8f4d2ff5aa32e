# Blue-green deployments of an ECS service with CodeDeploy, and a package repository.
# words: codedeploy blue green for ecs | codeartifact repository and codedeploy application | a CodeDeploy application that shifts ten percent of an ECS service's traffic every minute and rolls back on an alarm, and a CodeArtifact domain with a repository for npm

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
  description = "Role of CodeDeploy."
}

variable "listener_arn" {
  type        = string
  description = "Production listener of the load balancer."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the packages."
}

resource "aws_codeartifact_domain" "acme" {
  domain         = "acme"
  encryption_key = var.kms_key_arn
}

resource "aws_codeartifact_repository" "npm" {
  repository  = "npm"
  domain      = aws_codeartifact_domain.acme.domain
  description = "Our packages and a copy of public ones"

  external_connections {
    external_connection_name = "public:npmjs"
  }
}

resource "aws_codedeploy_app" "api" {
  name             = "shop-api"
  compute_platform = "ECS"
}

resource "aws_codedeploy_deployment_group" "api" {
  app_name               = aws_codedeploy_app.api.name
  deployment_group_name  = "production"
  deployment_config_name = "CodeDeployDefault.ECSLinear10PercentEvery1Minutes"
  service_role_arn       = var.role_arn

  ecs_service {
    cluster_name = "shop"
    service_name = "api"
  }

  deployment_style {
    deployment_type   = "BLUE_GREEN"
    deployment_option = "WITH_TRAFFIC_CONTROL"
  }

  blue_green_deployment_config {
    deployment_ready_option {
      action_on_timeout = "CONTINUE_DEPLOYMENT"
    }

    terminate_blue_instances_on_deployment_success {
      action                           = "TERMINATE"
      termination_wait_time_in_minutes = 15
    }
  }

  load_balancer_info {
    target_group_pair_info {
      prod_traffic_route {
        listener_arns = [var.listener_arn]
      }

      target_group {
        name = "api-blue"
      }

      target_group {
        name = "api-green"
      }
    }
  }

  alarm_configuration {
    enabled = true
    alarms  = ["web-errors"]
  }

  auto_rollback_configuration {
    enabled = true
    events  = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]
  }
}

output "deployment_group" {
  description = "Group to deploy to."
  value       = aws_codedeploy_deployment_group.api.deployment_group_name
}
