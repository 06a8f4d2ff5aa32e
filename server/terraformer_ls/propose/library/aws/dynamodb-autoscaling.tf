# A provisioned DynamoDB table whose read and write capacity follow the load.
# words: dynamodb with auto scaling | provisioned dynamodb table with scaling policies | a provisioned DynamoDB table for readings that scales reads and writes between 5 and 100 units at 70 percent use, with a stream of changes

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
      team        = "telemetry"
      environment = "production"
    }
  }
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the table."
}

locals {
  dimensions = {
    read  = "DynamoDBReadCapacityUtilization"
    write = "DynamoDBWriteCapacityUtilization"
  }
}

resource "aws_dynamodb_table" "readings" {
  name                        = "sensor-readings"
  billing_mode                = "PROVISIONED"
  read_capacity               = 5
  write_capacity              = 5
  hash_key                    = "sensor_id"
  range_key                   = "measured_at"
  stream_enabled              = true
  stream_view_type            = "NEW_IMAGE"
  deletion_protection_enabled = true

  attribute {
    name = "sensor_id"
    type = "S"
  }

  attribute {
    name = "measured_at"
    type = "N"
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = var.kms_key_arn
  }

  lifecycle {
    ignore_changes = [read_capacity, write_capacity]
  }
}

resource "aws_appautoscaling_target" "readings" {
  for_each           = local.dimensions
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.readings.name}"
  scalable_dimension = "dynamodb:table:${title(each.key)}CapacityUnits"
  min_capacity       = 5
  max_capacity       = 100
}

resource "aws_appautoscaling_policy" "readings" {
  for_each           = local.dimensions
  name               = "readings-${each.key}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.readings[each.key].service_namespace
  resource_id        = aws_appautoscaling_target.readings[each.key].resource_id
  scalable_dimension = aws_appautoscaling_target.readings[each.key].scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = each.value
    }
  }
}

output "stream_arn" {
  description = "Stream of new readings."
  value       = aws_dynamodb_table.readings.stream_arn
}
