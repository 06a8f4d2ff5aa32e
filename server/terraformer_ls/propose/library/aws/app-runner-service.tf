# An App Runner service from a private image, reachable from a VPC only.
# words: an app runner service | deploy a container with aws app runner | a private App Runner service from an ECR image with its own roles, outgoing traffic through the VPC, tracing, scaling from 1 to 5 instances and our key

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

variable "image" {
  type        = string
  description = "Image in ECR with its tag."
}

variable "access_role_arn" {
  type        = string
  description = "Role that pulls the image."
}

variable "instance_role_arn" {
  type        = string
  description = "Role of the application."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets for outgoing traffic."
}

variable "security_group_id" {
  type        = string
  description = "Security group for outgoing traffic."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the image and logs."
}

resource "aws_apprunner_auto_scaling_configuration_version" "small" {
  auto_scaling_configuration_name = "small"
  min_size                        = 1
  max_size                        = 5
  max_concurrency                 = 80
}

resource "aws_apprunner_observability_configuration" "traces" {
  observability_configuration_name = "traces"

  trace_configuration {
    vendor = "AWSXRAY"
  }
}

resource "aws_apprunner_vpc_connector" "private" {
  vpc_connector_name = "private"
  subnets            = var.subnet_ids
  security_groups    = [var.security_group_id]
}

resource "aws_apprunner_service" "menu" {
  service_name                   = "menu"
  auto_scaling_configuration_arn = aws_apprunner_auto_scaling_configuration_version.small.arn

  source_configuration {
    auto_deployments_enabled = false

    authentication_configuration {
      access_role_arn = var.access_role_arn
    }

    image_repository {
      image_identifier      = var.image
      image_repository_type = "ECR"

      image_configuration {
        port = "8080"
      }
    }
  }

  instance_configuration {
    cpu               = "1024"
    memory            = "2048"
    instance_role_arn = var.instance_role_arn
  }

  network_configuration {
    ingress_configuration {
      is_publicly_accessible = false
    }

    egress_configuration {
      egress_type       = "VPC"
      vpc_connector_arn = aws_apprunner_vpc_connector.private.arn
    }
  }

  observability_configuration {
    observability_enabled           = true
    observability_configuration_arn = aws_apprunner_observability_configuration.traces.arn
  }

  encryption_configuration {
    kms_key = var.kms_key_arn
  }

  health_check_configuration {
    protocol = "HTTP"
    path     = "/healthz"
  }
}

output "service_url" {
  description = "Name of the service."
  value       = aws_apprunner_service.menu.service_url
}
