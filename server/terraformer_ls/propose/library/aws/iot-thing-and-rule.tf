# An IoT thing type and policy for machines, and a rule that stores their alarms.
# words: an aws iot thing with a policy and rule | iot core rule to sqs | an IoT thing type and group, a policy that lets a device publish under its own name only, a rule that sends hot readings to SQS with an error action and logging

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

variable "queue_url" {
  type        = string
  description = "Queue that receives the alarms."
}

variable "rule_role_arn" {
  type        = string
  description = "Role that writes to the queue and the log."
}

variable "error_log_group" {
  type        = string
  description = "Log group for failed actions."
  default     = "/iot/errors"
}

data "aws_caller_identity" "current" {}
locals {
  iot = "arn:aws:iot:${var.region}:${data.aws_caller_identity.current.account_id}"
}

resource "aws_iot_thing_type" "press" {
  name = "hydraulic-press"

  properties {
    description           = "Presses of the plant"
    searchable_attributes = ["hall", "model"]
  }
}

resource "aws_iot_thing_group" "hall" {
  name = "hall-3"
}

resource "aws_iot_thing" "press" {
  name            = "press-0042"
  thing_type_name = aws_iot_thing_type.press.name
  attributes      = { hall = "3", model = "HP-900" }
}

resource "aws_iot_thing_group_membership" "press" {
  thing_name       = aws_iot_thing.press.name
  thing_group_name = aws_iot_thing_group.hall.name
}

resource "aws_iot_policy" "device" {
  name = "device"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["iot:Connect"]
        Resource = ["${local.iot}:client/$${iot:Connection.Thing.ThingName}"]
      },
      {
        Effect   = "Allow"
        Action   = ["iot:Publish"]
        Resource = ["${local.iot}:topic/plant/$${iot:Connection.Thing.ThingName}/*"]
      },
    ]
  })
}

resource "aws_iot_topic_rule" "hot" {
  name        = "hot_readings"
  description = "Readings above ninety degrees"
  enabled     = true
  sql         = "SELECT * FROM 'plant/+/temperature' WHERE celsius > 90"
  sql_version = "2016-03-23"

  sqs {
    queue_url  = var.queue_url
    role_arn   = var.rule_role_arn
    use_base64 = false
  }

  error_action {
    cloudwatch_logs {
      log_group_name = var.error_log_group
      role_arn       = var.rule_role_arn
    }
  }
}

output "rule_arn" {
  description = "ARN of the rule."
  value       = aws_iot_topic_rule.hot.arn
}
