# A private Airflow environment with its logs.
# words: managed airflow on aws with mwaa | mwaa environment | a private mw1.small Airflow 2.10 environment with DAGs from S3, one to five workers, our key and all five kinds of logs

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

variable "dag_bucket_arn" {
  type        = string
  description = "Versioned bucket with the DAGs."
}

variable "role_arn" {
  type        = string
  description = "Role of the environment."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Two private subnets."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the environment."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the environment."
}

resource "aws_mwaa_environment" "pipelines" {
  name                            = "pipelines"
  airflow_version                 = "2.10.3"
  environment_class               = "mw1.small"
  source_bucket_arn               = var.dag_bucket_arn
  dag_s3_path                     = "dags/"
  requirements_s3_path            = "requirements.txt"
  execution_role_arn              = var.role_arn
  kms_key                         = var.kms_key_arn
  webserver_access_mode           = "PRIVATE_ONLY"
  min_workers                     = 1
  max_workers                     = 5
  weekly_maintenance_window_start = "SUN:03:00"

  network_configuration {
    subnet_ids         = var.subnet_ids
    security_group_ids = [var.security_group_id]
  }

  logging_configuration {
    dag_processing_logs {
      enabled   = true
      log_level = "INFO"
    }

    scheduler_logs {
      enabled   = true
      log_level = "INFO"
    }

    task_logs {
      enabled   = true
      log_level = "INFO"
    }

    webserver_logs {
      enabled   = true
      log_level = "INFO"
    }

    worker_logs {
      enabled   = true
      log_level = "INFO"
    }
  }

  airflow_configuration_options = {
    "core.dags_are_paused_at_creation" = "True"
  }
}

output "webserver_url" {
  description = "Address of the Airflow pages."
  value       = aws_mwaa_environment.pipelines.webserver_url
}
