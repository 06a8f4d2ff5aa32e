# A Kafka cluster on MSK with TLS, IAM login, encryption and broker logs.
# words: an msk kafka cluster | managed kafka on aws | a three-broker MSK cluster with Kafka 3.8, IAM authentication, TLS only, storage encrypted with our key, broker logs in CloudWatch and a configuration without automatic topics

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

  default_tags {
    tags = {
      team        = "events"
      environment = "production"
    }
  }
}

variable "subnet_ids" {
  type        = list(string)
  description = "Three private subnets in different zones."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the brokers."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the data and the logs."
}

resource "aws_msk_configuration" "events" {
  name           = "events"
  kafka_versions = ["3.8.x"]

  server_properties = <<-PROPERTIES
auto.create.topics.enable=false
default.replication.factor=3
min.insync.replicas=2
log.retention.hours=168
PROPERTIES
}

resource "aws_cloudwatch_log_group" "brokers" {
  name              = "/msk/events"
  retention_in_days = 365
  kms_key_id        = var.kms_key_arn
}

resource "aws_msk_cluster" "events" {
  cluster_name           = "events"
  kafka_version          = "3.8.x"
  number_of_broker_nodes = 3
  enhanced_monitoring    = "PER_TOPIC_PER_BROKER"

  broker_node_group_info {
    instance_type   = "kafka.m7g.large"
    client_subnets  = var.subnet_ids
    security_groups = [var.security_group_id]

    storage_info {
      ebs_storage_info {
        volume_size = 200
      }
    }
  }

  configuration_info {
    arn      = aws_msk_configuration.events.arn
    revision = aws_msk_configuration.events.latest_revision
  }

  client_authentication {
    sasl {
      iam = true
    }
  }

  encryption_info {
    encryption_at_rest_kms_key_arn = var.kms_key_arn

    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = true
    }
  }

  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled   = true
        log_group = aws_cloudwatch_log_group.brokers.name
      }
    }
  }
}

output "bootstrap_brokers" {
  description = "Brokers that clients start with."
  value       = aws_msk_cluster.events.bootstrap_brokers_sasl_iam
}
