# A private SageMaker notebook without root access, from a repository.
# words: a sagemaker notebook instance | jupyter notebook on aws | a SageMaker notebook in a private subnet without direct internet or root, with an encrypted volume, IMDSv2, a script that stops it when idle and a Git repository

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
  description = "Role of the notebook."
}

variable "subnet_id" {
  type        = string
  description = "Private subnet of the notebook."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the notebook."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the volume."
}

variable "git_secret_arn" {
  type        = string
  description = "Secret with the login of the repository."
}

resource "aws_sagemaker_code_repository" "research" {
  code_repository_name = "research"

  git_config {
    repository_url = "https://github.com/acme/research.git"
    secret_arn     = var.git_secret_arn
  }
}

resource "aws_sagemaker_notebook_instance_lifecycle_configuration" "idle" {
  name = "stop-when-idle"

  on_start = base64encode(<<-SHELL
#!/bin/bash
set -e
echo "*/10 * * * * root /usr/local/bin/stop-if-idle 3600" > /etc/cron.d/stop-if-idle
SHELL
  )
}

resource "aws_sagemaker_notebook_instance" "research" {
  name                    = "research"
  role_arn                = var.role_arn
  instance_type           = "ml.t3.medium"
  platform_identifier     = "notebook-al2-v3"
  volume_size             = 20
  kms_key_id              = var.kms_key_arn
  subnet_id               = var.subnet_id
  security_groups         = [var.security_group_id]
  direct_internet_access  = "Disabled"
  root_access             = "Disabled"
  lifecycle_config_name   = aws_sagemaker_notebook_instance_lifecycle_configuration.idle.name
  default_code_repository = aws_sagemaker_code_repository.research.code_repository_name

  instance_metadata_service_configuration {
    minimum_instance_metadata_service_version = "2"
  }
}

output "notebook_url" {
  description = "Address of the notebook."
  value       = aws_sagemaker_notebook_instance.research.url
}
