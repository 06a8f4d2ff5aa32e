# A pipeline that builds a hardened machine image every week and shares it with two accounts.
# words: build an ami with ec2 image builder | image builder pipeline with a component | a weekly Image Builder pipeline on Amazon Linux 2023 with an own hardening component, encrypted images, tests on and a distribution to two accounts

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
  region = var.region
}

variable "region" {
  type        = string
  description = "AWS region to create the resources in."
  default     = "eu-west-1"
}

variable "instance_profile_name" {
  type        = string
  description = "Instance profile of the build machine."
}

variable "subnet_id" {
  type        = string
  description = "Subnet of the build machine."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the build machine."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the image, shared with the accounts."
}

variable "account_ids" {
  type        = list(string)
  description = "Accounts that may launch the image."
  default     = ["210987654321", "321098765432"]
}

resource "aws_imagebuilder_component" "hardening" {
  name       = "hardening"
  platform   = "Linux"
  version    = "1.0.0"
  kms_key_id = var.kms_key_arn

  data = yamlencode({
    schemaVersion = 1.0
    phases = [{
      name = "build"
      steps = [{
        name   = "harden"
        action = "ExecuteBash"
        inputs = { commands = ["systemctl disable --now rpcbind || true", "chmod 600 /etc/crontab"] }
      }]
    }]
  })
}

resource "aws_imagebuilder_image_recipe" "base" {
  name         = "base"
  version      = "1.0.0"
  parent_image = "arn:aws:imagebuilder:${var.region}:aws:image/amazon-linux-2023-x86/x.x.x"

  component {
    component_arn = aws_imagebuilder_component.hardening.arn
  }

  block_device_mapping {
    device_name = "/dev/xvda"

    ebs {
      encrypted   = true
      kms_key_id  = var.kms_key_arn
      volume_size = 20
      volume_type = "gp3"
    }
  }
}

resource "aws_imagebuilder_infrastructure_configuration" "base" {
  name                          = "base"
  instance_profile_name         = var.instance_profile_name
  instance_types                = ["t3.medium"]
  subnet_id                     = var.subnet_id
  security_group_ids            = [var.security_group_id]
  terminate_instance_on_failure = true

  instance_metadata_options {
    http_tokens = "required"
  }
}

resource "aws_imagebuilder_distribution_configuration" "base" {
  name = "base"

  distribution {
    region = var.region

    ami_distribution_configuration {
      name       = "base-{{ imagebuilder:buildDate }}"
      kms_key_id = var.kms_key_arn

      launch_permission {
        user_ids = var.account_ids
      }
    }
  }
}

resource "aws_imagebuilder_image_pipeline" "base" {
  name                             = "base"
  image_recipe_arn                 = aws_imagebuilder_image_recipe.base.arn
  infrastructure_configuration_arn = aws_imagebuilder_infrastructure_configuration.base.arn
  distribution_configuration_arn   = aws_imagebuilder_distribution_configuration.base.arn

  schedule {
    schedule_expression                = "cron(0 4 ? * sun)"
    pipeline_execution_start_condition = "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE"
  }
}

output "pipeline_arn" {
  description = "ARN of the pipeline."
  value       = aws_imagebuilder_image_pipeline.base.arn
}
