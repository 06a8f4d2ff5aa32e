# A SageMaker model behind an endpoint with two variants, captured requests and auto scaling.
# words: a sagemaker endpoint for a model | deploy a machine learning model with sagemaker | a SageMaker model from ECR and S3 in a VPC without internet, an encrypted endpoint with data capture and scaling from one to four instances

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
  description = "Role of the model."
}

variable "image" {
  type        = string
  description = "Inference image in ECR."
}

variable "model_data_url" {
  type        = string
  description = "Trained model."
  default     = "s3://acme-models/churn/3/model.tar.gz"
}

variable "capture_bucket" {
  type        = string
  description = "Bucket for captured requests."
  default     = "acme-model-capture"
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the volumes and the captures."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets of the model."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the model."
}

resource "aws_sagemaker_model" "churn" {
  name                     = "churn-3"
  execution_role_arn       = var.role_arn
  enable_network_isolation = true

  primary_container {
    image          = var.image
    model_data_url = var.model_data_url
  }

  vpc_config {
    subnets            = var.subnet_ids
    security_group_ids = [var.security_group_id]
  }
}

resource "aws_sagemaker_endpoint_configuration" "churn" {
  name        = "churn-3"
  kms_key_arn = var.kms_key_arn

  production_variants {
    variant_name           = "main"
    model_name             = aws_sagemaker_model.churn.name
    instance_type          = "ml.m7i.large"
    initial_instance_count = 2
  }

  data_capture_config {
    enable_capture              = true
    initial_sampling_percentage = 10
    destination_s3_uri          = "s3://${var.capture_bucket}/churn"
    kms_key_id                  = var.kms_key_arn

    capture_options {
      capture_mode = "InputAndOutput"
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_sagemaker_endpoint" "churn" {
  name                 = "churn"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.churn.name
}

resource "aws_appautoscaling_target" "churn" {
  service_namespace  = "sagemaker"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.churn.name}/variant/main"
  min_capacity       = 1
  max_capacity       = 4
}

resource "aws_appautoscaling_policy" "churn" {
  name               = "invocations"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.churn.service_namespace
  scalable_dimension = aws_appautoscaling_target.churn.scalable_dimension
  resource_id        = aws_appautoscaling_target.churn.resource_id

  target_tracking_scaling_policy_configuration {
    target_value = 200

    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
  }
}

output "endpoint_name" {
  description = "Endpoint to invoke."
  value       = aws_sagemaker_endpoint.churn.name
}
