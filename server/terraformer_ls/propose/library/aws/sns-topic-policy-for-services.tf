# A topic that CloudWatch and EventBridge of this account may publish to, over TLS only.
# words: an sns topic policy | let cloudwatch and eventbridge publish to an sns topic | an SNS topic encrypted with its own key and a policy that lets alarms and rules of this account publish, refuses unencrypted requests and delivers to a chat channel

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

variable "kms_key_arn" {
  type        = string
  description = "Key that CloudWatch and EventBridge may use."
}

variable "slack" {
  type        = object({ workspace_id = string, channel_id = string })
  description = "Chat channel that receives the messages."
}

variable "chatbot_role_arn" {
  type        = string
  description = "Role of the chat integration."
}

data "aws_caller_identity" "current" {}
resource "aws_sns_topic" "incidents" {
  name              = "incidents"
  kms_master_key_id = var.kms_key_arn
}

data "aws_iam_policy_document" "incidents" {
  statement {
    sid       = "ServicesPublish"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.incidents.arn]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com", "events.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }

  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.incidents.arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_sns_topic_policy" "incidents" {
  arn    = aws_sns_topic.incidents.arn
  policy = data.aws_iam_policy_document.incidents.json
}

resource "aws_chatbot_slack_channel_configuration" "incidents" {
  configuration_name = "incidents"
  iam_role_arn       = var.chatbot_role_arn
  slack_team_id      = var.slack.workspace_id
  slack_channel_id   = var.slack.channel_id
  sns_topic_arns     = [aws_sns_topic.incidents.arn]
  logging_level      = "INFO"
}

output "topic_arn" {
  description = "Topic for alarms and rules."
  value       = aws_sns_topic.incidents.arn
}
