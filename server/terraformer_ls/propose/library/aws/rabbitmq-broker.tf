# A private RabbitMQ cluster on Amazon MQ with a generated password and logs.
# words: a rabbitmq broker on amazon mq | amazon mq cluster | a three-node RabbitMQ cluster on Amazon MQ in private subnets, encrypted with our key, with logs, minor upgrades and a password in Secrets Manager

terraform {
  required_version = ">= 1.6"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets of the brokers."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the brokers."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the messages and the secret."
}

resource "random_password" "application" {
  length  = 32
  special = false
}

resource "aws_secretsmanager_secret" "application" {
  name       = "messaging/rabbitmq"
  kms_key_id = var.kms_key_arn
}

resource "aws_secretsmanager_secret_version" "application" {
  secret_id     = aws_secretsmanager_secret.application.id
  secret_string = jsonencode({ username = "application", password = random_password.application.result })
}

resource "aws_mq_broker" "messaging" {
  broker_name                = "messaging"
  engine_type                = "RabbitMQ"
  engine_version             = "3.13"
  host_instance_type         = "mq.m5.large"
  deployment_mode            = "CLUSTER_MULTI_AZ"
  publicly_accessible        = false
  auto_minor_version_upgrade = true
  subnet_ids                 = var.subnet_ids
  security_groups            = [var.security_group_id]

  user {
    username = "application"
    password = random_password.application.result
  }

  encryption_options {
    use_aws_owned_key = false
    kms_key_id        = var.kms_key_arn
  }

  logs {
    general = true
  }

  maintenance_window_start_time {
    day_of_week = "SUNDAY"
    time_of_day = "03:00"
    time_zone   = "UTC"
  }
}

output "broker_endpoints" {
  description = "Addresses of the broker."
  value       = aws_mq_broker.messaging.instances[0].endpoints
}
